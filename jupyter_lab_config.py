"""How `make lab` starts JupyterLab: with notebook 00, and without alarm."""
from pathlib import Path

c = get_config()  # noqa: F821

HERE = Path(__file__).resolve().parent
c.ServerApp.root_dir = str(HERE / "notebooks")
# Where no browser starts, the address that is printed opens this as well.
c.LabApp.default_url = "/lab/tree/00_start_here.ipynb"
# What a folded output looks like. The tab of the site has it too.
c.LabApp.custom_css = True
c.ServerApp.tornado_settings = {
    "static_custom_path": [str(HERE / "website/custom")]}
c.ServerApp.allow_root = True  # in a container, say
# Warnings that a learner can do nothing about would bury the address.
c.Application.log_level = "ERROR"
c.LanguageServerManager.autodetect = False
# Otherwise every kernel warns of eavesdroppers.
c.MappingKernelManager.transport_encryption = "auto"
