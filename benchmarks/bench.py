"""How fast the course's `train` is beside others: `make bench`.

Writes the results into README.md beside this file and into the course's
README, draws speed.png, and prints the ratios as one JSON object at the end.
`make bench PART=train` measures the six networks alone, `PART=many` the 200
small ones; the other part keeps what was measured before.
"""

import gc
import importlib.metadata
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from contenders import (
    CASES,
    MANY,
    MANY_PEERS,
    PEERS,
    Floor,
    ManyOurs,
    Ours,
)

HERE = Path(__file__).parent
TITLES = {
    "torch_eager": "PyTorch",
    "torch_compile": "PyTorch, compiled",
    "sklearn": "scikit-learn",
    "jax_step": "JAX, compiled step",
    "jax_scan": "JAX, compiled loop",
    "floor_share": "matrix products alone",
}
MANY_TITLES = {
    "in_turn": "ours, one network after the other",
    "torch_eager": "PyTorch",
    "torch_compile": "PyTorch, compiled",
    "jax_scan": "JAX, compiled loop",
}
TOLERANCE = {"float32": 1e-4, "float64": 1e-9}
SETTINGS = [("float32", 1), ("float64", 1), ("float32", 2)]  # threads
ROUNDS, SECONDS = 9, 0.1  # one measurement takes about so many seconds


# ---- measuring ----

def check_weights(case, name, ours, theirs):
    """SystemExit unless a peer's weights are equal to ours."""
    largest = np.max([
        np.abs(mine - its).max() if mine.shape == its.shape else np.inf
        for mine, its in zip(ours, theirs, strict=True)
    ])
    if not largest <= TOLERANCE[case.dtype]:  # nor is NaN
        raise SystemExit(
            f"{name}, {case.name}: after the same {case.check_epochs} epochs "
            f"its weights differ from ours by {largest:.1e}, more than "
            f"{TOLERANCE[case.dtype]:.0e}. It does not do the same work, so "
            "no time is believed."
        )


def epochs_for(contender, clock):
    """How many epochs take about SECONDS."""
    epochs, seconds = 1, contender.run(1, clock)
    while seconds < SECONDS / 4:
        epochs *= 2
        seconds = contender.run(epochs, clock)
    return max(1, round(epochs * SECONDS / seconds))


def race(case, clock, contenders, rounds=ROUNDS):
    """{name: seconds that an update took in each round}.

    With many networks it is the update of one of them. All take their turn
    in every round, and another one begins each time.
    """
    runners = {name: kind(case) for name, kind in contenders.items()}
    for name, runner in runners.items():
        runner.run(case.check_epochs, clock)  # what is compiled is compiled
        if name not in ("ours", "floor"):
            ours, theirs = runners["ours"].weights(), runner.weights()
            check_weights(case, name, ours, theirs)
    epochs = {name: epochs_for(r, clock) for name, r in runners.items()}
    gc.collect()
    gc.freeze()  # nobody pays for the objects of the others
    seconds, names = {name: [] for name in runners}, list(runners)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            time.sleep(0.03)  # until the threads of the last one sleep
            taken = runners[name].run(epochs[name], clock)
            seconds[name].append(taken / (epochs[name] * case.updates))
    return seconds


def race_all(part, dtype, threads):
    """Print {case: what `race` returns} for one float type, as JSON."""
    import torch

    torch.set_num_threads(threads)
    if hasattr(os, "sched_setaffinity"):  # JAX counts the cores it may use
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, cores[:threads])
    clock = time.process_time if threads == 1 else time.perf_counter
    cases, contenders = CASES, {"ours": Ours, **PEERS, "floor": Floor}
    if part == "many":
        cases, contenders = {"many": MANY}, {"ours": ManyOurs, **MANY_PEERS}
    seconds = {}
    for key, case in cases.items():
        print(f"{dtype}, threads: {threads}, {case.name}", file=sys.stderr)
        seconds[key] = race(replace(case, dtype=dtype), clock, contenders)
    print(json.dumps(seconds))


def memory(name):
    """Print the peak of resident memory, MB: [imports, with training]."""
    import resource

    def peak():
        unit = 2 ** (20 if sys.platform == "darwin" else 10)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return round(used / unit)

    if name == "torch_eager":
        import torch  # noqa: F401
    imports = peak()
    PEERS.get(name, Ours)(CASES["wide"]).run(20, time.process_time)
    print(json.dumps([imports, peak()]))


def in_child(*arguments, threads=1):
    """What this file prints when it is called with these arguments.

    The libraries read their number of threads when they are imported.
    """
    libraries = ("OMP", "OPENBLAS", "MKL", "VECLIB")
    environment = {f"{name}_NUM_THREADS": str(threads) for name in libraries}
    environment["JAX_ENABLE_X64"] = str(int("float64" in arguments))
    environment["TORCHINDUCTOR_COMPILE_THREADS"] = "1"
    done = subprocess.run(
        [sys.executable, __file__, *arguments],
        env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True,
    )
    if done.returncode:
        sys.exit(done.returncode)
    return json.loads(done.stdout.splitlines()[-1])


# ---- reporting ----

def ratios(seconds, names=tuple(TITLES)):
    """{peer: {case: its median time over ours}}, and the bare products'."""
    medians = {
        key: {name: statistics.median(s) for name, s in contenders.items()}
        for key, contenders in seconds.items()
    }
    return {
        name: {
            key: float(f"{m[name.removesuffix('_share')] / m['ours']:.3g}")
            for key, m in medians.items()
        }
        for name in names
    }


def spread(seconds):
    """[in a typical cell, in the worst], percent: half of the rounds' ratios
    are no farther than that from their median."""
    found = []
    for contenders in seconds.values():
        for name in contenders.keys() - {"ours"}:
            pairs = zip(contenders[name], contenders["ours"])
            low, middle, high = statistics.quantiles(a / b for a, b in pairs)
            found.append(50 * (high - low) / middle)
    return [round(statistics.median(found)), round(max(found))]


def how_sure(typical, worst, own=None):
    """How far the rounds are apart, in words."""
    text = (
        f"Medians of {ROUNDS} rounds. Half of the rounds' ratios lie within "
        f"±{typical} %, in the worst cell within ±{worst} %."
    )
    if own is not None:
        text += f" Half of our own times lie within ±{own} %, row by row."
    if typical > 10 or worst > 50:
        text += (
            " **That is too far apart:** other programs were running, and "
            "these numbers say little."
        )
    return text


def own_spread(seconds):
    """The same of our times themselves, in the worst row."""
    found = []
    for contenders in seconds.values():
        low, middle, high = statistics.quantiles(contenders["ours"])
        found.append(50 * (high - low) / middle)
    return round(max(found))


def digits_of(value):
    """Two digits: 0.0057, 0.50, 1.0, 13, and 130 with three."""
    if value >= 99.5:
        return f"{value:.0f}"
    return f"{value:#.2g}".rstrip(".")


def faster(ratio):
    """Whether it is below 1 with two decimals."""
    return round(ratio, 2) < 1


def table(values, ours):
    """A line for each case, with our own time from `ours`."""
    lines = [["", "ours, µs", *TITLES.values()]]
    lines += [["---", *["---:"] * (len(TITLES) + 1)]]
    for key, case in CASES.items():
        shown = [digits_of(values[name][key]) for name in TITLES]
        for i, name in enumerate(TITLES):
            if name in PEERS and faster(values[name][key]):
                shown[i] = f"**{shown[i]}**"
        lines.append([case.name, ours[key], *shown])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def listed(words):
    """a, b and c."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def findings(values):
    """What the ratios say, how sure they are, and where a peer is faster."""
    eager, scikit, products = (
        values[name] for name in ("torch_eager", "sklearn", "floor_share")
    )
    wins = []
    for name in PEERS:
        ahead = [key for key, v in values[name].items() if faster(v)]
        if len(ahead) == len(CASES):
            wins.append(f"**{TITLES[name]}**, everywhere")
        elif ahead:
            where = listed([CASES[key].name for key in ahead])
            wins.append(f"**{TITLES[name]}**, for {where}")
    ahead = f"Faster than ours: {'; '.join(wins)}." if wins else (
        "Nobody is faster than ours."
    )
    return textwrap.fill(
        f"For one update of the XOR network, PyTorch takes "
        f"{digits_of(eager['xor'])} times as long as ours and scikit-learn "
        f"{digits_of(scikit['xor'])} times; for digits of 8 by 8 pixels "
        f"{digits_of(eager['digits'])} and {digits_of(scikit['digits'])} "
        f"times, for the widest network {digits_of(eager['wide'])} and "
        f"{digits_of(scikit['wide'])} times. {ahead} (The batch size is in "
        f"brackets.) The matrix products alone take "
        f"{100 * products['xor']:.0f} % of our time for XOR, "
        f"{100 * products['wide']:.0f} % for the widest network. "
        f"{how_sure(*values['spread'])}",
        78,
    )


def many_findings(many):
    """The same for the 200 small networks."""
    turn, eager, compiled, scan = (
        many["float32, 1 thread"][name] for name in MANY_TITLES
    )
    return textwrap.fill(
        f"{MANY.num_networks} XOR networks that learn at once, by one more "
        f"axis in every array, take {per_cent(1 / turn)} of the time that "
        f"they take one after the other with the same lines. PyTorch's "
        f"batched products take {digits_of(eager)} times as long as ours, "
        f"compiled {digits_of(compiled)} times; JAX's `vmap` in one compiled "
        f"loop takes {per_cent(scan)} of our time. "
        f"{how_sure(*many['spread'])}",
        78,
    )


def per_cent(ratio):
    return f"{digits_of(100 * ratio)} %"


def machine():
    cpu, info = platform.processor(), Path("/proc/cpuinfo")
    if info.exists():
        models = re.findall(r"model name\s*: (.*)", info.read_text())
        cpu = models[0] if models else cpu
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    versions = [
        f"{name} {importlib.metadata.version(name)}"
        for name in ("numpy", "torch", "scikit-learn", "jax")
    ]
    return (
        f"{cpu or platform.machine()}, {os.cpu_count()} cores; "
        f"{platform.system()}, Python {platform.python_version()}, "
        f"{', '.join(versions)}; NumPy's matrix products by {blas['name']} "
        f"{blas['version']}."
    )


def draw(values, path):
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    fig, ax = plt.subplots(figsize=(7, 4.6), layout="constrained")
    ax.axhline(1, color="black", linewidth=1)
    ax.text(-0.45, 1.06, "slower than ours", va="bottom", fontsize=9)
    ax.text(-0.45, 0.95, "faster than ours", va="top", fontsize=9)
    colours = ["#D55E00", "#E69F00", "#009E73", "#0072B2", "#CC79A7", "0.4"]
    for i, (name, marker) in enumerate(zip(TITLES, "osD^v_")):
        bar = marker == "_"
        ax.plot(
            np.arange(len(CASES)) + 0.11 * (i - 2.5),
            list(values[name].values()), marker, color=colours[i],
            markersize=7, markeredgewidth=2 if bar else 0.5,
            markeredgecolor=colours[i] if bar else "black",
            label=TITLES[name],
        )
    labels = [
        f"{case.network_name}\nbatch {case.batch_size}\n{case.data_name}"
        for case in CASES.values()
    ]
    ax.set_xticks(range(len(CASES)), labels, fontsize=8)
    ax.set(xlim=(-0.5, 5.5), yscale="log")
    ax.set_ylabel("time of one update, ours = 1")
    ax.yaxis.set_major_formatter("{x:g}")
    ax.grid(axis="y", alpha=0.3)
    fig.legend(loc="outside lower center", ncols=3, frameon=False)
    fig.savefig(path, dpi=200)


def block(values):
    """What a later run reads again, when it measures the other part."""
    return f"```json\n{json.dumps(values)}\n```\n"


def stored(report):
    """The ratios of train and of many, from the text of the report."""
    blocks = re.findall(r"```json\n(.*?)```", report, re.S)
    return tuple(json.loads(text) for text in blocks)


def train_values(measured):
    first = measured["float32", 1]
    return {**ratios(first), "spread": spread(first)}


def results(measured, used):
    """The section on the six networks in benchmarks/README.md."""
    values = train_values(measured)
    text = ["## Results", textwrap.fill(f"Measured on {machine()}", 78)]
    text.append(findings(values))
    for (dtype, threads), seconds in measured.items():
        kind = "thread, CPU" if threads == 1 else "threads, wall"
        ours = {
            key: digits_of(1e6 * statistics.median(contenders["ours"]))
            for key, contenders in seconds.items()
        }
        text.append(f"### {dtype}, {threads} {kind} time")
        sure = how_sure(*spread(seconds), own_spread(seconds))
        text += [table(ratios(seconds), ours), textwrap.fill(sure, 78)]
    text.append("### Peak resident memory, MB")
    lines = ["| | imports | training | difference |", "|---|---:|---:|---:|"]
    for name, runs in used.items():
        low, (imports, peak), high = sorted(runs, key=lambda run: run[1])
        lines.append(
            f"| {TITLES.get(name, name)} | {imports} | {peak} ({low[1]} to "
            f"{high[1]}) | {peak - imports} |"
        )
    text += ["\n".join(lines), "The middle one of three processes, and in "
             "brackets the lowest and the highest."]
    text += ["### The last line of `make bench`", block(values)]
    return "\n\n".join(text)


def many_values(measured):
    """{setting: {name: ratio}}, our own time, and the spread."""
    values, rounds = {}, {}
    for (dtype, threads), seconds in measured.items():
        setting = f"{dtype}, {threads} thread{'s' * (threads > 1)}"
        rounds[setting] = seconds["many"]
        of = ratios(seconds, MANY_TITLES)
        values[setting] = {name: of[name]["many"] for name in MANY_TITLES}
        ours = 1e6 * statistics.median(seconds["many"]["ours"])
        values[setting]["ours"] = float(f"{ours:.3g}")
    return {**values, "spread": spread(rounds), "own": own_spread(rounds)}


def many_results(values, measured_on):
    """The section on the 200 small networks in benchmarks/README.md."""
    lines = [["", "ours, µs", *MANY_TITLES.values()]]
    lines += [["---", *["---:"] * (len(MANY_TITLES) + 1)]]
    for setting, of in values.items():
        if setting in ("spread", "own"):
            continue
        shown = [digits_of(of[name]) for name in MANY_TITLES]
        for i, name in enumerate(MANY_TITLES):
            if faster(of[name]):
                shown[i] = f"**{shown[i]}**"
        lines.append([setting, digits_of(of["ours"]), *shown])
    sure = how_sure(*values["spread"], values["own"])
    return "\n\n".join([
        "## 200 networks at once", textwrap.fill(measured_on, 78),
        many_findings(values),
        "\n".join(f"| {' | '.join(line)} |" for line in lines),
        textwrap.fill("Our time is that of one network's update; the others "
                      f"are given over it. {sure}", 78),
        block(values),
    ])


def section(values, many):
    """What the course's README says."""
    return f"""## How fast it is

![The time of one update in PyTorch, scikit-learn and JAX, over ours, for six \
networks from XOR to 784-1024-1024-10](benchmarks/speed.png)

{findings(values)}

{many_findings(many)}

This measures it on your machine, and writes
[what exactly is compared](benchmarks/README.md):

    make bench

"""


def rewrite(path, section):
    """Put a section in the place of the one with the same heading."""
    heading = re.escape(section.partition("\n")[0])
    before = path.read_text(encoding="utf-8")
    after = re.sub(
        rf"^{heading}\n.*?(?=^## |\Z)", lambda _: section, before,
        flags=re.MULTILINE | re.DOTALL,
    )
    path.write_text(after, encoding="utf-8")


def measure(part):
    """{(dtype, threads): what a child has measured}"""
    return {
        (dtype, threads): in_child("race", part, dtype, str(threads),
                                   threads=threads)
        for dtype, threads in SETTINGS
    }


def main(parts):
    report = HERE / "README.md"
    if "train" in parts:
        used = {
            name: [in_child("memory", name) for _ in range(3)]
            for name in ("ours", "torch_eager")
        }
        measured = measure("train")
        rewrite(report, results(measured, used))
        draw(train_values(measured), HERE / "speed.png")
    if "many" in parts:
        values = many_values(measure("many"))
        rewrite(report, many_results(values, f"Measured on {machine()}"))
    text = report.read_text(encoding="utf-8")
    values, many = stored(text)
    rewrite(HERE.parent / "README.md", section(values, many))
    print(text[text.index("\n## Results\n") :])
    print(json.dumps({**values, "many": many}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["race", part, dtype, threads]:
            race_all(part, dtype, int(threads))
        case ["memory", name]:
            memory(name)
        case ["train" | "many" as part]:
            main([part])
        case []:
            main(["train", "many"])
        case _:
            sys.exit("expected nothing, train or many")
