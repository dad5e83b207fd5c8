// How a playground looks, in light and in dark.

const STYLE = `
.mlp-play { container-type: inline-size; font-size: 13px; line-height: 1.45;
  max-width: 1100px; --mlp-good: ${COLOURS.DARK_GREEN};
  --mlp-bad: ${COLOURS.DARK_RED}; }
.mlp-play.mlp-night { --mlp-good: ${COLOURS.LIGHT_GREEN};
  --mlp-bad: ${COLOURS.LIGHT_RED}; }
.mlp-play .bar, .mlp-play .fields, .mlp-play .clicks, .mlp-play .chips {
  display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; }
.mlp-play .fields { gap: 8px 14px; align-items: flex-end; padding: 6px 2px; }
.mlp-play button, .mlp-play select, .mlp-play input[type=number] {
  font: inherit; color: inherit; min-height: 28px; border-radius: 4px;
  border: 1px solid var(--mlp-edge); padding: 2px 8px;
  background: var(--mlp-back); max-width: 100%; }
.mlp-play select { padding: 2px 4px; }
.mlp-play button:not(.unit) { cursor: pointer; }
.mlp-play button:not(.unit):hover { background: var(--mlp-soft); }
.mlp-play button:disabled { opacity: 0.55; cursor: default; }
.mlp-play button.main { min-width: 86px; font-weight: 600; color: #fff;
  background: ${COLOURS.BLUE}; border-color: ${COLOURS.BLUE}; }
.mlp-play button.main:hover { background: ${COLOURS.DARK_BLUE}; }
.mlp-play button.more { margin-left: auto; }
.mlp-play input[type=number] { width: 76px; padding: 2px 4px; }
.mlp-play input[type=range] { width: 110px; height: 22px; margin: 0;
  accent-color: var(--jp-brand-color1, ${COLOURS.BLUE}); }
.mlp-play input:is([type=checkbox], [type=radio]) { width: 16px; height: 16px;
  margin: 0; }
.mlp-play .field { display: flex; flex-direction: column; gap: 2px;
  max-width: 100%; }
.mlp-play .field > div { display: flex; justify-content: space-between;
  gap: 8px; }
.mlp-play .inline { flex-direction: row; align-items: center; gap: 6px; }
.mlp-play .bar { gap: 5px; }
.mlp-play .bar > button { padding: 2px 6px; }
.mlp-play .bar .field > div { gap: 5px; }
.mlp-play .bar output { min-width: 2.5em; }
.mlp-play .bar select { max-width: 112px; }
.mlp-play .bar input[type=range] { width: 50px; }
.mlp-play label.tick, .mlp-play label.chip { display: flex; gap: 5px;
  align-items: center; min-height: 28px; }
.mlp-play output { font-weight: 600; font-variant-numeric: tabular-nums; }
.mlp-play .counts { display: flex; flex-wrap: wrap; gap: 2px 9px;
  margin: 6px 2px; font-variant-numeric: tabular-nums; min-height: 1.45em; }
.mlp-play .counts b { font-weight: 600;
  color: var(--jp-ui-font-color1, inherit); }
.mlp-play .counts span { font-weight: 400; color: var(--mlp-grey); }
.mlp-play .light { margin-left: auto; }
.mlp-play .counts .light { color: inherit; }
.mlp-play .light::before { content: "\\25CB\\00A0"; }
.mlp-play .counts .light.good { color: var(--mlp-good); }
.mlp-play .light.good::before { content: "\\2713\\00A0"; }
.mlp-play .counts .light.bad { color: var(--mlp-bad); font-weight: 600; }
.mlp-play .light.bad::before { content: "\\2717\\00A0"; }
.mlp-play .stage { display: grid; gap: 4px 14px; margin: 4px 0;
  grid-template-columns: minmax(0, min(400px, 48%)) minmax(0, 1fr); }
@container (max-width: 600px) { .mlp-play .stage {
  grid-template-columns: minmax(0, 1fr); } }
@container (max-width: 700px) { .mlp-play .counts { font-size: 12px; gap: 2px 7px;
  } }
.mlp-play .paper { position: relative; min-width: 0; }
.mlp-play .paper > canvas { display: block; width: 100%; touch-action: none; }
.mlp-play .paper > canvas.big { max-width: 400px; }
.mlp-play .paper > canvas[hidden] { display: none; }
.mlp-play .paper > canvas.over { position: absolute; inset: 0; z-index: 1;
  pointer-events: none; }
.mlp-play .film { margin: 4px 0 0; }
.mlp-play .film[hidden] { display: none; }
.mlp-play .film input[type=range] { flex: 1 1 90px; }
.mlp-play .runs { display: flex; flex-wrap: wrap; gap: 3px 6px;
  align-items: center; font-size: 12px; margin-top: 2px; }
.mlp-play .runs[hidden] { display: none; }
.mlp-play .runs > * { display: inline-flex; align-items: center; gap: 5px; }
.mlp-play .runs button { min-height: 24px; padding: 0 6px; }
.mlp-play .runs span { font-weight: 600; padding: 0 4px; }
.mlp-play .clicks { min-height: 32px; gap: 4px 9px; }
.mlp-play .clicks .chip { gap: 3px; }
.mlp-play .chips { display: contents; }
.mlp-play .where { min-height: 1.45em; margin: 0 2px; }
.mlp-play .head { position: absolute; top: 2px; display: flex; gap: 4px;
  align-items: center; transform: translateX(-50%); white-space: nowrap; }
.mlp-play .head.add { top: 36px; }
.mlp-play .tight .head { gap: 1px; }
.mlp-play .head button { min-height: 24px; min-width: 24px; padding: 0 6px; }
.mlp-play .tight .head:not(.add) button { min-width: 22px; padding: 0; }
.mlp-play .unit { position: absolute; padding: 0; min-height: 0;
  border: 1px solid var(--mlp-grey); border-radius: 5px;
  background: var(--mlp-back); overflow: hidden; line-height: 0; }
.mlp-play .unit canvas { width: 100%; height: 100%; }
.mlp-play.mlp-page .unit:focus-visible { outline-offset: 0; }
.mlp-play .unit.chosen { box-shadow: 0 0 0 2px var(--jp-ui-font-color1, #222);
  }
.mlp-play .slider { position: absolute; z-index: 2; display: flex; gap: 6px;
  max-width: calc(100% - 4px);
  align-items: center; padding: 4px 6px; border-radius: 6px;
  background: var(--mlp-back); border: 1px solid var(--mlp-edge);
  box-shadow: 0 2px 8px #0005; }
.mlp-play .slider input[type=range] { flex: 1 1 50px; min-width: 50px; }
.mlp-play .told { padding: 4px 10px; margin-top: 4px; min-height: 6.2em;
  border-left: 4px solid var(--jp-brand-color1, ${COLOURS.BLUE});
  background: var(--mlp-soft); }
.mlp-play .told p { margin: 0; max-width: 110ch; overflow-wrap: anywhere; }
.mlp-play .told p:empty { display: none; }
.mlp-play .told .printed { white-space: pre-wrap; font-size: 12px; }
.mlp-play .refused { color: var(--mlp-bad); max-width: 16em; }
.mlp-play.mlp-page canvas:focus-visible { outline-offset: -2px; }
.mlp-play .panels[hidden] { display: none; }
.mlp-play details { border-top: 1px solid var(--mlp-edge); }
.mlp-play summary { cursor: pointer; padding: 5px 2px; font-weight: 600; }
.mlp-play details p { margin: 6px 2px; }
.mlp-play textarea { width: 100%; font: 12px/1.4 monospace; color: inherit;
  background: var(--mlp-back); }
`;
