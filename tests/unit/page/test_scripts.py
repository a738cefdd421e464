import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="Node is not installed, and the page's pure modules are JavaScript")
@pytest.mark.parametrize("script", sorted(HERE.glob("*.test.mjs")), ids=lambda path: path.name)
def test_the_pure_modules_of_the_page_pass_their_own_tests(script: Path) -> None:
    assert NODE is not None
    done = subprocess.run([NODE, "--test", script], capture_output=True, text=True, timeout=50, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
