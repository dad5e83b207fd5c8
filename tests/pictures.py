"""Take the pictures of the playground that README and notebook 00 show.

    python tests/pictures.py

The real thing in a real JupyterLab: two spirals, learned in 3,000 updates.
Writes notebooks/playground.png and playground_dark.png, the state at the end,
and playground.webp, which moves.
"""
import io

import browser
import notebook_form
from PIL import Image  # matplotlib needs it, so it is there

from mlp_helpers.playground.presets import PRESETS

FOLDER = notebook_form.NOTEBOOKS
WIDTH, HEIGHT = 850, 604  # CSS pixels
UPDATES = [0, *[25] * 8, *[50] * 8, *[100] * 8, *[200] * 8, 200]
START = f"""
from mlp_helpers import Playground
p = Playground(**{PRESETS["two spirals"][1]!r})
p
"""
MOVED = """(updates) => document.querySelector('.mlp-play .counts b')
    .textContent === updates"""


def shot(root, scale=1.0):
    image = Image.open(io.BytesIO(root.screenshot())).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, HEIGHT)))
    size = [round(scale * side) for side in image.size]
    return image if scale == 1.0 else image.resize(size, Image.LANCZOS)


def main():
    notebook_form.prepare_environment()
    with browser.jupyterlab() as lab:
        page = lab.open(lab.write("pictures", START, "p.step(1)"), 1018, 900)
        lab.run_cell(0)
        root = page.locator(".mlp-play")
        root.locator("button.unit").first.wait_for()
        frames, done = [], 0
        for updates in UPDATES:
            if updates:
                lab.run("""async (source) => {
                    const { content } = app.shell.currentWidget;
                    content.widgets[1].model.sharedModel.setSource(source);
                }""", f"p.step({updates})")
                lab.run_cell(1)
                done += updates
            page.wait_for_function(MOVED, arg=str(done))
            page.wait_for_timeout(150)
            frames.append(shot(root, 0.8))
        shot(root).save(FOLDER / "playground.png", optimize=True)
        browser.choose_theme(page, "Dark")
        page.wait_for_timeout(500)
        shot(root).save(FOLDER / "playground_dark.png", optimize=True)
    frames[0].save(FOLDER / "playground.webp", save_all=True,
                   append_images=frames[1:], quality=72, method=6, loop=0,
                   duration=[140] * (len(frames) - 1) + [2500])
    for name in ("playground.png", "playground_dark.png", "playground.webp"):
        print(f"{name}: {(FOLDER / name).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
