# `make help` says what there is. PYTHON chooses the Python to start from,
# VENV the folder of the virtual environment.
PYTHON ?= python3
VENV ?= .venv
READY := $(VENV)/ready
BIN := $(VENV)/bin
FIRST := $(firstword $(sort $(wildcard notebooks/[0-9]*.ipynb)))
OLDEST := $(shell sed -nE \
	's/^ *"(numpy|matplotlib)>=([0-9.]+)",?$$/"\1==\2"/p' pyproject.toml)
# JupyterLab refuses to run as root (in a container, say) unless it is told to.
AS_ROOT := $(shell test "$$(id -u)" = 0 && echo --allow-root)
# The browser tests run once more with the kernel of the years before.
OLD_KERNEL := ipykernel==6.31.0
# Two processes that share the files among them: see conftest.py.
WORKERS ?= 2
PYTEST := -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder

.PHONY: help lab test test-all test-oldest store bench clean browser

help:
	@echo 'make lab               set up everything, open the first notebook'
	@echo 'make test              test all that a change can break (4 minutes)'
	@echo 'make test-all          test what is slow and rarely breaks (the rest)'
	@echo 'make store             run every notebook and store its outputs'
	@echo 'make store NOTEBOOK=05 the same for one notebook'
	@echo 'make test-oldest       test with the oldest numpy and matplotlib'
	@echo 'make bench             time it beside PyTorch, scikit-learn and JAX'
	@echo 'make clean             remove what the lines above have made'

lab: $(READY)
	$(BIN)/jupyter lab $(AS_ROOT) $(FIRST)

# Here is proved, in this order: style (ruff); notebooks in a browser, and the
# playground, the pad and the inspector by mouse, keyboard and finger, without
# barriers (test_browser_*); package, gradients, explorers, figures, benchmarks
# (test_*); exercises: right answers pass, wrong ones are named
# (test_exercises, test_diagnosis); the notebooks' own form
# (test_notebook_form); every cell of every notebook shows what is stored
# (notebooks/, nbval). All without a network (offline.py).
test: browser
	$(BIN)/ruff check .
	$(BIN)/python tests/offline.py $(BIN)/python $(PYTEST) -m 'not slow'

# Here: whole notebooks with every answer right, and with a mistake in each
# (test_notebook_variants); every notebook opened again; every widget in the
# dark and in half a window; memory; widgets with the older ipykernel; and
# `make test` once more with the oldest numpy and matplotlib.
test-all: browser $(VENV)/kernel6
	$(BIN)/python tests/offline.py $(BIN)/python $(PYTEST) -m slow
	$(MAKE) test-oldest

store: $(READY)
	$(BIN)/python tests/store.py $(NOTEBOOK)

# Other versions print other digits: --nbval-lax runs the cells and does not
# compare what they show.
test-oldest: .venv-oldest/ready browser
	.venv-oldest/bin/python tests/offline.py .venv-oldest/bin/python \
		$(PYTEST) -m 'not slow' --nbval-lax

# A browser for the tests, from Debian where we may install it. The tests say
# loudly that they go without one; where CI is set, they fail without one.
browser: $(READY)
	@$(BIN)/python tests/browser.py --find >/dev/null || \
		$(if $(AS_ROOT),(apt-get update && \
		apt-get install -y --no-install-recommends chromium) ||) true

# Takes some minutes, and writes benchmarks/ and a section of README.md anew.
bench: .venv-bench/ready
	.venv-bench/bin/python benchmarks/bench.py

clean:
	rm -rf $(VENV) .venv-oldest .venv-bench .pytest_cache .ruff_cache \
		.hypothesis *.egg-info
	find . -name __pycache__ -prune -exec rm -r {} +

# `ready` is made last, so that an installation that was cut off starts anew.
define new_venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'The course needs Python 3.11 or newer, and $(PYTHON) is none.' \
		'If it has another name: make $(MAKECMDGOALS) PYTHON=python3.12'; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		$(if $(AS_ROOT),(apt-get update && \
		apt-get install -y python3-venv) ||) \
		{ echo '$(PYTHON) cannot make virtual environments yet. On Debian' \
		'and Ubuntu, this line mends it: sudo apt install python3-venv'; \
		exit 1; }
	$(PYTHON) -m venv --clear $(@D)
endef

$(READY): requirements.txt pyproject.toml
	$(new_venv)
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/kernel6: $(READY)
	$(BIN)/python -m pip install --quiet --no-deps --upgrade --target $@ \
		$(OLD_KERNEL)
	@touch $@

.venv-oldest/ready: requirements.txt pyproject.toml
	$(new_venv)
	grep -vE '^(numpy|matplotlib)==' requirements.txt | \
		.venv-oldest/bin/python -m pip install --quiet -r /dev/stdin $(OLDEST)
	@touch $@

.venv-bench/ready: benchmarks/requirements.txt
	$(new_venv)
	.venv-bench/bin/python -m pip install --quiet -r $<
	@touch $@
