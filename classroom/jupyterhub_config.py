"""A hub at your desk, to try a lesson and to measure: `make hub`, `make load`.

Anyone who reaches it logs in under any name, and all students are the same
user of the machine. So it listens on loopback only, and is not for a class.
HUB_FOLDER names the folder of its files and of the students' homes.
"""
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = Path(sys.prefix)  # the proxy was put there too: Makefile
FOLDER = Path(os.environ.get("HUB_FOLDER", HERE.parent / "build/hub"))
FOLDER = FOLDER.absolute()
FOLDER.mkdir(parents=True, exist_ok=True)

c = get_config()  # noqa: F821
load_subconfig(str(HERE / "full_room.py"))  # noqa: F821

c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.db_url = f"sqlite:///{FOLDER}/hub.sqlite"
c.JupyterHub.cookie_secret_file = f"{FOLDER}/cookie_secret"
c.ConfigurableHTTPProxy.pid_file = f"{FOLDER}/proxy.pid"
c.ConfigurableHTTPProxy.command = [
    str(VENV / "node_modules/.bin/configurable-http-proxy")]
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{FOLDER}/{{username}}"
c.Spawner.cmd = [str(VENV / "bin/jupyterhub-singleuser")]
if os.name == "posix" and os.geteuid() == 0:  # in a container, say
    c.Spawner.args.append("--allow-root")
