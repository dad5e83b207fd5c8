# `make help` says what there is. PYTHON chooses the Python to start from,
# VENV the folder of the virtual environment, LAB options of JupyterLab.
PYTHON ?= python3
VENV ?= .venv
READY := $(VENV)/ready
TOOLS := $(VENV)/tools
BIN := $(VENV)/bin
OLDEST := $(shell sed -nE \
	's/^ *"(numpy|matplotlib)>=([0-9.]+)",?$$/"\1==\2"/p' pyproject.toml)
AS_ROOT := $(filter 0,$(shell id -u))
# The browser tests run once more with the kernel of the years before.
OLD_KERNEL := ipykernel==6.31.0

.PHONY: help lab test test-oldest store bench clean browser

help:
	@echo 'make lab               set up everything, open the first notebook'
	@echo 'make test              set up everything, run every test'
	@echo 'make store             run every notebook and store its outputs'
	@echo 'make store NOTEBOOK=5  the same for one notebook'
	@echo 'make test-oldest       test with the oldest numpy and matplotlib'
	@echo 'make bench             time it beside PyTorch, scikit-learn and JAX'
	@echo 'make clean             remove what the lines above have made'

# Ask Python, not $(BIN)/jupyter, whose first line is a path of its own.
lab: $(READY)
	@$(BIN)/python -m nbformat.sign notebooks/*.ipynb >/dev/null 2>&1 || true
	@echo 'Starting JupyterLab. To stop it, press Ctrl+C here.'
	@$(BIN)/python -m jupyterlab --config=jupyter_lab_config.py $(LAB)

test: $(READY) $(VENV)/kernel6 browser
	$(BIN)/ruff check .
	$(BIN)/python tests/offline.py $(BIN)/python -m pytest

store: $(READY)
	$(BIN)/python tests/store.py $(NOTEBOOK)

# Other versions print other digits: --nbval-lax runs the cells and does not
# compare what they show.
test-oldest: .venv-oldest/ready
	.venv-oldest/bin/python tests/offline.py \
		.venv-oldest/bin/python -m pytest --nbval-lax

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
		.hypothesis *.egg-info build dist
	find . -name __pycache__ -prune -exec rm -r {} +

# An environment cannot be moved, and it needs the Python that it was made with.
# So its stamp names the folder of the course.
ifneq ($(shell test -x $(BIN)/python && cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

ifneq ($(words $(VENV)),1)
$(error VENV: expected a folder without spaces in its path, got "$(VENV)")
endif

# The stamp is made last, so that an installation that was cut off starts anew.
define new_venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'The course needs Python 3.11 or newer, and $(PYTHON) is not.' \
		'If it has another name: make $(MAKECMDGOALS) PYTHON=python3.12'; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		$(if $(AS_ROOT),(apt-get update && \
		apt-get install -y python3-venv) ||) \
		{ echo '$(PYTHON) cannot make virtual environments yet. On Debian' \
		'and Ubuntu, this line adds what is missing:' \
		'sudo apt install python3-venv'; exit 1; }
	@mkdir -p $(@D) 2>/dev/null && test -w $(@D) || \
		{ echo 'The folder $(@D) cannot be written to. Copy the course' \
		'to a folder of your own, and start it there.'; exit 1; }
	$(PYTHON) -m venv --clear $(@D)
endef

$(READY): requirements.txt pyproject.toml
	@echo 'Setting up the course, once: about 110 packages, 95 MB to' \
		'download, 430 MB on disk, all in $(VENV). This takes some minutes.'
	$(new_venv)
	$(BIN)/python -m pip install --disable-pip-version-check \
		-r requirements.txt
	@pwd -P >$@

# What only the tests need. The target is also a stamp.
test: $(TOOLS)
$(TOOLS): tests/requirements.txt $(READY)
	@echo 'Adding the tools of the tests: 65 MB more to download, 200 MB on disk.'
	$(BIN)/python -m pip install --disable-pip-version-check \
		-r tests/requirements.txt
	@touch $@

$(VENV)/kernel6: $(READY)
	$(BIN)/python -m pip install --quiet --no-deps --upgrade --target $@ \
		$(OLD_KERNEL)
	@touch $@

.venv-oldest/ready: requirements.txt tests/requirements.txt pyproject.toml
	$(new_venv)
	grep -vhE '^(numpy|matplotlib)==' requirements.txt tests/requirements.txt | \
		.venv-oldest/bin/python -m pip install -r /dev/stdin $(OLDEST)
	@touch $@

.venv-bench/ready: benchmarks/requirements.txt
	$(new_venv)
	.venv-bench/bin/python -m pip install --quiet -r $<
	@touch $@
