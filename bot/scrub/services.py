"""Tokens of services that people call from notebooks, by how they begin or by what they stand in.

All of them are bounded, as `rules.Rule` says.
"""

from typing import Final

# Each with the words (in lower case) without one of which nothing is found.
TOKENS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    # Search, stores of vectors, tracing and agents.
    (r"\btvly-[A-Za-z0-9-]{20,}", ("tvly-",)),
    (
        r"\b(?:pcsk_|rpa_|lin_api_|figd_|ntn_)[A-Za-z0-9_-]{30,}",
        ("pcsk_", "rpa_", "lin_api_", "figd_", "ntn_"),
    ),
    (r"\blsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{8,}", ("lsv2_",)),
    (r"\bjina_[A-Za-z0-9]{40,}", ("jina_",)),
    (r"\bllx-[A-Za-z0-9]{32,}", ("llx-",)),
    (r"\be2b_[0-9a-f]{40}\b", ("e2b_",)),
    (r"\bfc-[0-9a-f]{32}\b", ("fc-",)),
    # ElevenLabs, Voyage.
    (r"\bsk_[0-9a-f]{48}\b", ("sk_",)),
    (r"\bpa-(?=[A-Za-z_-]{0,80}\d)[A-Za-z0-9_-]{40,}", ("pa-",)),
    # Modal, which has keys of accounts and of proxies.
    (r"\b(?:ak|as|wk|ws)-(?=[A-Za-z]{0,24}\d)[A-Za-z0-9]{20,26}(?![\w-])", ("ak-", "as-", "wk-", "ws-")),
    # Clouds, databases and places of code.
    (r"\bdapi[0-9a-f]{32}", ("dapi",)),
    (r"\bya29\.[A-Za-z0-9_-]{30,}", ("ya29.",)),
    (r"\bdo[pro]_v1_[0-9a-f]{64}", ("_v1_",)),
    (r"\bhvs\.[A-Za-z0-9_-]{24,}", ("hvs.",)),
    (r"\bsbp_[0-9a-f]{40}", ("sbp_",)),
    (r"\bpscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{32,}", ("pscale_",)),
    (r"\bnpm_[A-Za-z0-9]{36}\b", ("npm_",)),
    (r"\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}", ("shp",)),
    (r"\bglsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}", ("glsa_",)),
    (r"\bsntry[su]_[A-Za-z0-9_+/=-]{40,}", ("sntry",)),
    (r"\bph[xc]_[A-Za-z0-9]{40,}", ("phx_", "phc_")),
    (r"\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}", ("pat",)),
    (r"\bAGE-SECRET-KEY-1[A-Z0-9]{58}", ("age-secret-key-1",)),
    (r"discord(?:app)?\.com/api/webhooks/\d+/(?P<secret>[\w-]{40,})", ("/api/webhooks/",)),
    # Addresses that are signed, and what Kaggle gives as kaggle.json.
    (
        r"(?i)[?&](?:sig|x-amz-signature|x-goog-signature)=(?P<secret>[A-Za-z0-9%+/=_-]{40,})",
        ("sig=", "-signature="),
    ),
    (r'"username"\s*:\s*"[^"\n]{0,200}"\s*,\s*"key"\s*:\s*"(?P<secret>[0-9a-f]{32})"', ("username",)),
    (
        r"\bcurl\b[^\n|;]{0,200}?\s(?:-u|--user)[= ]\s*[\"']?[^\s:\"']{1,200}:(?P<secret>[^\s\"']{4,})",
        ("curl",),
    ),
    # A key of Weights & Biases on a line of its own, of ngrok on a command's, and what a browser sends.
    (r"(?<=\s)key\s*=\s*[\"'](?P<secret>[0-9a-f]{40})[\"']", ("key",)),
    (
        r"\bngrok\b[^\n|;]{0,60}?auth_?token(?:\(\s*[\"']|[ =]+)(?P<secret>[A-Za-z0-9_]{20,})",
        ("ngrok",),
    ),
    (
        r"(?i)\bcookie[\"']?\s*[:=]\s*[\"']?"
        r"(?P<secret>[\w.-]{1,60}=[^\s\"']{8,}(?:; ?[\w.-]{1,60}=[^\s\"']{1,4000})*)",
        ("cookie",),
    ),
    # A key that is handed to a client, or stands under a name in capitals.
    (
        r"\b(?:Client(?:V2)?|Mistral(?:Client)?|Together|Cohere|DeepInfra|login|set_api_key|Azure(?:Named)?KeyCredential)\(\s*[\"']"
        r"(?P<secret>(?=[A-Za-z]{0,64}\d)[A-Za-z0-9]{32,64})[\"']",
        ("client", "mistral", "together", "cohere", "deepinfra", "login(", "set_api_key", "azure"),
    ),
    (
        r"\b(?:[A-Z][A-Z0-9]*_)+(?:KEY|TOKEN|SECRET|PASSWORD|PAT)[\"']?\s*[=:,]\s*[\"']?"
        r"(?P<secret>(?=[A-Za-z_-]{0,80}\d)[A-Za-z0-9_-]{20,})(?![\w./-])",
        ("_key", "_token", "_secret", "_password", "_pat"),
    ),
)
# Those whose words are in nearly every text, and which are rows, as `rules.Rule` says: Fal, Zhipu.
ROWS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}:[0-9a-f]{32}\b", (":",)),
    (r"(?<![\w.])[0-9a-f]{32}\.[A-Za-z0-9]{16}(?![\w.])", (".",)),
)
# What may as well be words: a password in a list of accounts.
GUESSES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (r"\blogin\s+\S+\s+password\s+(?P<secret>\S{6,})", ("password",)),
    (
        r"\bauth\s*=\s*\(\s*[\"'][^\"'\n]{1,200}[\"']\s*,\s*[\"'](?P<secret>[^\"'\n]{4,200})[\"']",
        ("auth",),
    ),
    (
        r"\b(?:mysql|mysqldump|mariadb)\s(?:[^\n|;]{0,200}?\s)?-p(?P<secret>[^\s\"']{4,})",
        ("mysql", "mariadb"),
    ),
    # That of a shell is a folder.
    (
        r"(?i)(?<![a-z])(?:pwd|mdp|mot_de_passe)[\"'\])]*\s*[=:]\s*[\"']?(?![/~.\\]|[a-z]:)(?P<secret>[^\s\"',;&|]{6,})",
        ("pwd", "mdp", "mot_de_passe"),
    ),
)
