"""Patterns of folders on shared disks, of accounts on machines, and of their addresses."""

from typing import Final

# Where disks are mounted; below them people have folders of their own.
_DISKS: Final = (
    r"(?:mnt|fsx\w*|efs|lustre\w*|gpfs\w*|beegfs\w*|ceph\w*|nfs\w*|scratch\w*|workspaces?|raid\w*|storage|Volumes"
    r"|data\d*|work\d*|srv|projects?|clusters?|nas\d*|nvme\w*|ssd\d*|hdd\d*|disks?\d*|home\d+"
    r"|(?:private/)?var/folders)"
)
_PART: Final = r"[^/\s\"\'`,:;()\[\]{}<>|$*?=\\]+"
_END: Final = r"(?![^\s\"\'`,:;()\[\]{}<>|])"
# What may stay: from the first of these on, a path tells what was run and not by whom.
_OF_A_RUN: Final = (
    r"(?:(?:(?:\w+[_-])?models?|huggingface|checkpoints?|ckpts?|weights|gguf|hub|snapshots|results?|outputs?|evals?|datasets?|lost\+found)"
    rf"(?:/|{_END})|models--"
    r"|[^/\s]{0,200}\.(?:gguf|ggml|bin|safetensors|pth?|onnx|jsonl?|csv|tsv|txt|ya?ml|log|md|py|ipynb|sh|parquet|arrow|zip|gz|tar"
    rf"|h5|pkl|png|jpe?g|wav|mp[34]|npy|npz|xml|html|pdf|db){_END}"
    rf"|[^/\s]{{0,200}}\d[bBmM](?:[-_.][^/\s]{{0,200}})?{_END}|checkpoint-\d+{_END})"
)
# Not inside of an address or of a longer path; the last is that of file:///mnt.
_BEGINS: Final = r"(?:(?<![\w.~/\]})$*<-])|(?<=file://))"
SHARED_FOLDER: Final = rf"{_BEGINS}(?P<secret>/{_DISKS}(?:/(?!{_OF_A_RUN}){_PART})+)"
SHARED_FOLDER_NEEDS: Final = (
    "/mnt/",
    "/fsx",
    "/efs/",
    "/lustre",
    "/gpfs",
    "/beegfs",
    "/ceph",
    "/nfs",
    "/scratch",
    "/workspace",
    "/raid",
    "/storage/",
    "/volumes/",
    "/var/folders/",
    "/data",
    "/work",
    "/srv/",
    "/project",
    "/cluster",
    "/nas",
    "/nvme",
    "/ssd",
    "/hdd",
    "/disk",
    "/home",
)
# Programs for everyone lie here too: what they are called, or what lies in them, tells of nobody.
_PROGRAMS: Final = (
    r"(?:\w*conda\w*|mamba\w*|micromamba|venv\w*|env|rocm\S*|nvidia|intel|amd|cuda\S*|hpcx|homebrew|python\S*|app|ml"
    r"|google|bin|lib|local|vllm|sglang|tritonserver|pytorch|tensorrt\S*|jupyter\S*|spark|hadoop|java|jdk\S*|amazon)"
    rf"(?:/|{_END})"
)
_PARTS_OF_PROGRAMS: Final = (
    rf"(?:/{_PART})+/(?:bin|sbin|lib\d*|include|share|site-packages|dist-packages)(?:/|{_END})"
)
IN_OPT: Final = (
    rf"{_BEGINS}(?P<secret>/opt(?!/{_PROGRAMS})(?!{_PARTS_OF_PROGRAMS})(?:/(?!{_OF_A_RUN}){_PART})+)"
)
# Folders on a disk of Windows, up to the first that tells of a run; in JSON backslashes are doubled.
_DOS_PART: Final = r"[^\\/:*?\"\'<>|\s,;()\[\]{}]+"
_OF_WINDOWS: Final = (
    r"(?i:windows|program\ files|programdata|users|documents\ and\ settings|python\d*|\w*conda\d*)"
)
_OF_A_RUN_THERE: Final = _OF_A_RUN.replace("/", r"\\")
# A small letter before a colon and a backslash is mostly the end of a line of code.
_DISK: Final = rf"[A-Z]:(?=\\+\w{{3}})(?!\\+{_OF_WINDOWS}\b)"
DOS_FOLDER: Final = rf"(?<![\w\\/])(?P<secret>{_DISK}(?:\\{{1,2}}(?!{_OF_A_RUN_THERE}){_DOS_PART})+)"
# On a machine of a network: its name, that of a shared folder, and one in it. In LaTeX two backslashes
# end a line, and a command may follow.
_OF_LATEX: Final = (
    r"(?:alpha|beta|gamma|delta|epsilon|theta|lambda|sigma|phi|psi|omega|[hmtbc]\w*(?:line|rule)|begin|end|frac|text\w*"
    r"|math\w*|left|right|quad|cdot|sum|int|sqrt|partial|nabla|hat|bar|vec|item)\b"
)
# A line of a formula that begins with a letter or a number and goes on with nothing but commands.
_SIGNS: Final = (
    r"(?:(?:var)?(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega)"
    r"|[lc]?dots?|times|div|pm|mp|frac|sqrt|partial|nabla|infty|leq?|geq?|neq|approx|sim|in|q?quad|hline"
    r"|(?:up|down|left|right)arrow|to|left|right|sum|prod|int|log|exp|max|min)"
)
_FORMULA: Final = rf"\w{{1,8}}(?:\\{{1,2}}{_SIGNS}(?:[_^]\w{{0,8}})?)+(?![\w.$\\-])"
_OF_NETWORK: Final = rf"(?!{_OF_LATEX}|{_FORMULA})[A-Za-z0-9][\w.$-]{{1,62}}"
# All backslashes are doubled, or none is.
NETWORK_FOLDER: Final = (
    rf"(?<![\w\\:/)}}\]])(?P<secret>\\{{2}}{_OF_NETWORK}(?:\\(?!{_OF_A_RUN_THERE}){_DOS_PART}){{2,}}"
    rf"|\\{{4}}{_OF_NETWORK}(?:\\{{2}}(?!{_OF_A_RUN_THERE}){_DOS_PART}){{2,}})"
)
OTHERS_HOME: Final = r"(?<![\w/.~\\$])~[a-z_][a-z0-9_-]{1,31}(?=/)"
# An account where a command or a prompt says that it is one: pass@1 is a metric.
_ACCOUNT: Final = r"(?!git@)[A-Za-z_][\w.-]*@(?:[A-Za-z][\w.-]*|\d{1,3}(?:\.\d{1,3}){3})"
COMMANDS: Final = rf"\b(?:ssh|scp|sftp|rsync|mosh)\s(?:[^\n|;&]{{0,80}}\s)?(?P<secret>{_ACCOUNT})(?![\w@/])"
PROMPT: Final = rf"^(?:\([\w.-]+\)\s*)?(?P<secret>{_ACCOUNT})(?=:\S*[$#](?:\s|$))"
# Of networks of companies and homes, and those of the whole world; with all of its parts or with a gap.
# Its first digit stands first, since few texts have many of these.
IPV6: Final = (
    r"(?P<secret>[23fF](?<![\w:.].)(?=[0-9a-fA-F:]*::|[0-9a-fA-F]{0,3}:(?:[0-9a-fA-F]{1,4}:){6})"
    r"(?:(?<=[23])[0-9a-fA-F]{3}|(?<=[fF])(?:[cCdD][0-9a-fA-F]{2}|[eE]80))(?::[0-9a-fA-F]{0,4}){2,7})(?![\w:.])"
)
# Who works on a machine, as the shell, Python and lists of files say it.
OF_ACCOUNT: Final = r"(?:USER(?:NAME)?|LOGNAME|SUDO_USER|NB_USER|JUPYTERHUB_USER)"
ACCOUNT_OF_SHELL: Final = (
    rf"(?<![^\s\"'>]){OF_ACCOUNT}=(?P<secret>[A-Za-z0-9_][\w.@+-]{{1,60}})(?![^\s\"'<,;\\])"
)
ACCOUNT_OF_SHELL_NEEDS: Final = ("user=", "username=", "logname=")
ACCOUNT_OF_PYTHON: Final = rf"[\"']{OF_ACCOUNT}[\"']\s?:\s?[\"'](?P<secret>[A-Za-z0-9_][\w.@+-]{{1,60}})[\"']"
ACCOUNT_OF_PYTHON_NEEDS: Final = ('user"', "user'", 'username"', "username'", "logname")
ACCOUNT_BY_NUMBER: Final = r"\b(?:[ug]id|groups)=\d{1,10}\((?P<secret>[A-Za-z0-9_][\w.@+-]{1,60})\)"
OWNER: Final = (
    r"(?<![^\s\"'>])[dlbcps-](?:[r-][w-][xsStT-]){3}[.+@]?\s{1,4}\d{1,6} {1,8}"
    r"(?P<secret>[A-Za-z_][\w.-]{1,60} {1,8}[A-Za-z_][\w.-]{1,60})(?= {1,12}\d)"
)
OWNER_NEEDS: Final = ("rw", "r-x", "r--")
