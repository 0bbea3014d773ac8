"""Write requirements/*.txt: exact versions with hashes, without the address of any index."""

import subprocess
import sys

for group in ("run", "demo", "dev"):
    subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--generate-hashes",
         "--no-header", "--no-emit-index-url", "--universal", "--python-version", "3.11",
         f"requirements/{group}.in", "-o", f"requirements/{group}.txt", *sys.argv[1:]],
        check=True,
    )  # fmt: skip
