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
# Not everybody has JupyterLab: three notebooks are tried in this one too.
NOTEBOOK_7 := notebook==7.6.5
# What stands between the students of a hub and their servers, from npm.
PROXY := configurable-http-proxy@5.1.0
REPO2DOCKER := jupyter-repo2docker==2026.4.0
# Two processes that share the files among them: see conftest.py.
WORKERS ?= 2
PYTEST := -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder

.PHONY: help lab test test-all test-oldest test-processors test-extras \
	test-site store pictures bench site clean browser hub load binder address

help:
	@echo 'make lab               set up everything, open the first notebook'
	@echo 'make test              test all that a change can break (4 minutes)'
	@echo 'make test-all          test what is slow and rarely breaks (the rest)'
	@echo 'make store             run every notebook and store its outputs'
	@echo 'make store NOTEBOOK=5  the same for one notebook'
	@echo 'make test-oldest       test with the oldest numpy and matplotlib'
	@echo 'make test-processors   test the notebooks as on other processors'
	@echo 'make test-extras       test notebook 15 with the libraries it can run'
	@echo 'make site              build the course as a static site, in build/site'
	@echo 'make test-site         build the site and test it in a browser'
	@echo 'make address REPO=A/B  lead the README to the site of your copy on GitHub'
	@echo 'make pictures          take the pictures of the playground anew'
	@echo 'make bench             time it beside PyTorch, scikit-learn and JAX'
	@echo 'make hub               start a JupyterHub at your desk: docs/teaching.md'
	@echo 'make load STUDENTS=40  measure a class that starts at the same minute'
	@echo 'make binder            see what Binder would build'
	@echo 'make clean             remove what the lines above have made'

# JupyterLab does not start where it cannot write into the home.
define a_home
mkdir -p "$$HOME" 2>/dev/null && test -w "$$HOME" || { \
	HOME=$$(mkdir -p $(VENV)/home 2>/dev/null && test -w $(VENV)/home && \
	cd $(VENV)/home && pwd || mktemp -d); export HOME; \
	echo "Your home folder cannot be written to. Settings, and what you" \
	"have done, are kept in $$HOME."; }
endef

# Ask Python, not $(BIN)/jupyter, whose first line is a path of its own.
lab: $(READY)
	@$(BIN)/python -m nbformat.sign notebooks/*.ipynb >/dev/null 2>&1 || true
	@echo 'Starting JupyterLab. To stop it, press Ctrl+C here.'
	@$(a_home); $(BIN)/python -m jupyterlab --config=jupyter_lab_config.py $(LAB)

# Here is proved, in this order: style (ruff); notebooks in a browser, and the
# playground, the pad and the inspector by mouse, keyboard and finger, without
# barriers (test_browser_*); package, gradients, explorers, figures, benchmarks
# (test_*); exercises: right answers pass, wrong ones are named
# (test_exercises, test_diagnosis); the notebooks' own form
# (test_notebook_form); every cell of every notebook shows what is stored
# (notebooks/, nbval). All without a network (offline.py).
test: browser
	$(BIN)/ruff check .
	$(BIN)/python tests/offline.py $(BIN)/python $(PYTEST) -m 'not slow and not site'

# Here: whole notebooks with every answer right, and with a mistake in each
# (test_notebook_variants); every notebook opened again; every widget in the
# dark and in half a window; memory; widgets with the older ipykernel, and
# in Notebook 7; the notebooks as on other processors; `make test`, but for the
# browser, with the oldest numpy and matplotlib; and notebook 15 with the
# libraries it can run (2 GB, of which PyTorch is most).
test-all: browser $(VENV)/kernel6 $(VENV)/notebook7
	$(BIN)/python tests/offline.py $(BIN)/python $(PYTEST) -m slow
	$(MAKE) test-processors
	$(MAKE) test-oldest
	$(MAKE) test-extras

# NumPy and OpenBLAS choose their programs by the processor, and the last digit
# of a sum is another one. What a notebook shows must not hang on it.
test-processors: $(TOOLS)
	OPENBLAS_CORETYPE=Nehalem NPY_DISABLE_CPU_FEATURES='X86_V3 X86_V4' \
		$(BIN)/python tests/offline.py $(BIN)/python $(PYTEST) notebooks
	OPENBLAS_CORETYPE=Haswell \
		$(BIN)/python tests/offline.py $(BIN)/python $(PYTEST) notebooks

store: $(READY)
	$(BIN)/python tests/store.py $(NOTEBOOK)

# Other versions print other digits: --nbval-lax runs the cells and does not
# compare what they show.
test-oldest: .venv-oldest/ready
	.venv-oldest/bin/python tests/offline.py .venv-oldest/bin/python \
		$(PYTEST) -m 'not slow and not site' --nbval-lax \
		--ignore-glob='tests/test_browser_*'

# Notebook 15 strictly, as in `make test`, but with the libraries that it runs
# where they are installed.
test-extras: .venv-extras/ready
	MLP_HELPERS_EXTRAS=1 .venv-extras/bin/python tests/offline.py \
		.venv-extras/bin/python -m pytest notebooks/15_*.ipynb \
		tests/test_other_libraries.py

# A browser for the tests, from Debian where we may install it. The tests say
# loudly that they go without one; where CI is set, they fail without one.
browser: $(TOOLS)
	@$(BIN)/python tests/browser.py --find >/dev/null || \
		$(if $(AS_ROOT),(apt-get update && \
		apt-get install -y --no-install-recommends chromium) ||) true

# The whole course as static files: pages to read, and JupyterLab in a tab.
# It needs npm for the core of Pyodide, or PYODIDE_DIST=FOLDER with a Pyodide of
# the version in website/pyodide.py; then the tab needs no other server.
site: .venv-site/ready
	.venv-site/bin/python website/build.py build/site

test-site: browser site
	$(BIN)/python tests/offline.py $(BIN)/python -m pytest -m site \
		tests/test_browser_site.py

# A copy of the course on GitHub has a site of its own.
address:
	$(PYTHON) website/address.py '$(REPO)'

pictures: browser
	$(BIN)/python tests/pictures.py

# Takes some minutes, and writes benchmarks/ and a section of README.md anew.
# PART=train or PART=many measures that part alone.
bench: .venv-bench/ready
	.venv-bench/bin/python benchmarks/bench.py $(PART)

# A JupyterHub with the course on http://127.0.0.1:8000, without passwords, for
# this machine alone. It needs npm for its proxy.
hub: .venv-hub/ready
	.venv-hub/bin/python -m jupyterhub -f classroom/jupyterhub_config.py

# A class of STUDENTS logs in at the same minute, on free ports, and each runs
# a whole notebook: it prints who finished, times and memory.
STUDENTS ?= 10
load: .venv-hub/ready
	.venv-hub/bin/python classroom/load.py $(STUDENTS) $(NOTEBOOK)

# What Binder would build from binder/, with a Python that is new enough. It
# needs no Docker, for nothing is built.
binder: .venv-binder/ready
	@mkdir -p build
	.venv-binder/bin/repo2docker --no-build --no-run --debug . \
		>build/binder.txt 2>&1 || { cat build/binder.txt; exit 1; }
	grep 'for python=3.1[1-9]' build/binder.txt
	grep 'pip install .*-r "binder/requirements.txt"' build/binder.txt
	grep "RUN ./binder/postBuild" build/binder.txt

clean:
	rm -rf $(VENV) .venv-oldest .venv-bench .venv-extras .venv-site .venv-hub \
		.venv-binder \
		.pytest_cache .ruff_cache \
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

$(VENV)/kernel6: BESIDE := $(OLD_KERNEL)
$(VENV)/notebook7: BESIDE := $(NOTEBOOK_7)
$(VENV)/kernel6 $(VENV)/notebook7: $(READY)
	$(BIN)/python -m pip install --quiet --no-deps --upgrade --target $@ \
		$(BESIDE)
	@touch $@

.venv-oldest/ready: requirements.txt tests/requirements.txt pyproject.toml
	$(new_venv)
	grep -vhE '^(numpy|matplotlib)==' requirements.txt tests/requirements.txt | \
		.venv-oldest/bin/python -m pip install -r /dev/stdin $(OLDEST)
	@touch $@

.venv-extras/ready: requirements.txt tests/requirements.txt \
		tests/requirements-extras.txt pyproject.toml
	$(new_venv)
	.venv-extras/bin/python -m pip install --quiet -r requirements.txt \
		-r tests/requirements.txt -r tests/requirements-extras.txt
	@touch $@

.venv-site/ready: website/requirements.txt
	$(new_venv)
	.venv-site/bin/python -m pip install --quiet -r $<
	@touch $@

.venv-hub/ready: classroom/requirements.txt requirements.txt pyproject.toml
	$(new_venv)
	.venv-hub/bin/python -m pip install --quiet -r $<
	npm install --prefix .venv-hub --no-fund --no-audit $(PROXY)
	@touch $@

.venv-binder/ready: Makefile
	$(new_venv)
	.venv-binder/bin/python -m pip install --quiet $(REPO2DOCKER)
	@touch $@

.venv-bench/ready: benchmarks/requirements.txt
	$(new_venv)
	.venv-bench/bin/python -m pip install --quiet -r $<
	@touch $@
