"""
Make `.venv` with the locked packages of a group (`demo` or `dev`); nothing to do the next time.

Runs on any Python 3 that a machine may have and looks for a newer one when that is too old.
Installs with uv (of the machine, else fetched into `.venv` by pip), with pip when uv cannot be had.
"""

import ast
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PY = VENV / "bin" / "python"
OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11")
GROUPS = {"demo": ("demo", "dev"), "dev": ("dev",)}  # the stamps that satisfy a group
MIRRORS = {"index": "UV_DEFAULT_INDEX", "extra": "UV_INDEX"}  # by the first word of pip's setting
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def main(group):
    """Prepare `.venv` for `group`; one at a time."""
    os.chdir(str(ROOT))
    with open(str(ROOT / ".venv.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_ready(group):
            return
        if sys.version_info[:2] < OLDEST and not shutil.which("uv"):
            run_again_with_a_newer_python()
        print("Installing packages into .venv (once) ...", flush=True)
        if not works():
            make_venv()
        install(group)
        stamp(group).touch()


def is_ready(group):
    """Tell whether these very locks were installed into an environment that still works."""
    return any(stamp(other).exists() for other in GROUPS[group]) and works()


def stamp(group):
    """Return the file that says: this lock is installed."""
    content = b"".join(
        (ROOT / "requirements" / (name + ".txt")).read_bytes() for name in sorted({"demo", group})
    )
    return VENV / (".{}-{}".format(group, hashlib.sha256(content).hexdigest()[:16]))


def works():
    """Tell whether `.venv` has a Python that starts here and is new enough."""
    test = "import sys; sys.exit(sys.version_info[:2] < {!r} or sys.prefix != {!r})"
    if not PY.exists():
        return False
    return run([str(PY), "-c", test.format(OLDEST, str(VENV))], **QUIET)


def make_venv():
    """Make an empty `.venv`; by uv when the machine has it, because that takes no time."""
    shutil.rmtree(str(VENV), ignore_errors=True)
    wanted = ">={}.{}".format(*OLDEST)
    if shutil.which("uv") and run(["uv", "venv", "-q", "--python", wanted, str(VENV)], **QUIET):
        return
    if sys.version_info[:2] < OLDEST:
        run_again_with_a_newer_python()
    if run([sys.executable, "-m", "venv", str(VENV)], **QUIET):
        return
    shutil.rmtree(str(VENV), ignore_errors=True)  # Debian without python3-venv has no ensurepip
    if run([sys.executable, "-m", "venv", "--without-pip", str(VENV)]):
        return
    sys.exit("Cannot make .venv. On Debian and Ubuntu: apt install python3-venv")


def install(group):
    """Install the locked packages, whose hashes are checked."""
    lock = ["--require-hashes", "-r", "requirements/{}.txt".format(group)]
    if not shutil.which("uv") and not has_module("uv"):
        pip("install", "-q", "uv", **QUIET)
    uv = ["uv"] if shutil.which("uv") else [str(PY), "-m", "uv"]
    if run([*uv, "--version"], **QUIET):
        command = [*uv, "pip", "install", "-q", "--python", str(PY), "--index-strategy"]
        if run([*command, "unsafe-best-match", *lock], env=uv_settings()):
            return
    if pip("install", "-q", *lock):
        return
    sys.exit("Cannot install the packages; the lines above say why. A new try goes on from here.")


def uv_settings():
    """Hand the mirrors that pip was told to use on to uv, which does not read pip's settings."""
    asked = [sys.executable, "-m", "pip", "config", "list"]
    told = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    settings = dict(os.environ)
    for line in told.stdout.decode().splitlines():
        key, _, value = line.partition("=")
        kind = MIRRORS.get(key.rpartition(".")[2].split("-")[0]) if key.endswith("-url") else None
        if kind and kind not in os.environ:
            mirrors = ast.literal_eval(value).split()
            settings[kind] = " ".join(url for url in mirrors if is_there(url))
    return settings


def is_there(url):
    """Tell whether a mirror can be asked: a folder may be named that is not mounted."""
    return not url.startswith("file:") or Path(url[7:]).exists()


def pip(*arguments, **how):
    """Run pip of `.venv`, or the machine's pip on `.venv` when that has none."""
    if has_module("pip"):
        return run([str(PY), "-m", "pip", *arguments], **how)
    return run([sys.executable, "-m", "pip", "--python", str(PY), *arguments], **how)


def has_module(name):
    """Tell whether `.venv` has a module."""
    return run([str(PY), "-c", "import " + name], **QUIET)


def run(command, **how):
    """Run a command; True when it succeeded."""
    try:
        return subprocess.run(command, check=False, **how).returncode == 0
    except OSError:
        return False


def run_again_with_a_newer_python():
    """Start this file again with a Python that is new enough, or say what is missing."""
    for name in NEWER:
        if shutil.which(name) and run([name, "-c", "import venv"], **QUIET):
            os.execvp(name, [name, *sys.argv])
    sys.exit("Kentongan needs Python 3.11 or newer; found {}.{}.".format(*sys.version_info[:2]))


if __name__ == "__main__":
    main(sys.argv[1])
