"""What the scale of an error does to a training.

Public through `mlp_helpers.plots`.
"""


from .. import validation
from .drawing import canvas, on, series, tidy

MARKERS = ("o", "s", "^", "D")


def walks(panels, ylabel="weight", fig=None):
    """Draw walks of one number beside each other, a panel for each group.

    Parameters
    ----------
    panels : dict title -> dict name -> list, the number after each step,
        from step 0 on. Markers that lie on each other are hollow and of
        different sizes, so that all of them are seen.
    ylabel : what walks
    """
    if not panels or not all(panels.values()):
        raise ValueError("panels: expected at least one walk in each, got "
                         f"{panels}")
    panels = {title: {name: validation.data(f"panels, {name}", walk,
                                            num_steps=None)
                      for name, walk in group.items()}
              for title, group in panels.items()}
    with canvas(None, fig, (7.0, 3.9)) as (figure, _):
        axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
        for ax, (title, group) in zip(axes, panels.items(), strict=True):
            for place, (name, walk) in enumerate(group.items()):
                ax.plot(walk, label=name, color=series(ax, place),
                        marker=MARKERS[place % 4], linewidth=1.2,
                        markersize=13 - 3 * (place % 4), markeredgewidth=1.6,
                        markerfacecolor="none", clip_on=False)
            ax.set(xlabel="step", title=title)
            ax.xaxis.get_major_locator().set_params(integer=True)
            tidy(ax)
        axes[0].set_ylabel(ylabel)
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center",
                      ncols=len(labels), frameon=False,
                      labelcolor=on(figure))
