"""Find the lines of a report's text that are no news: teasers, forms, cookie lines, share buttons."""

import re

from sayso.records import Skipped, Span

# A line is skipped only when all of it is of the kind: a line of news must never be lost.
_KINDS = (
    (
        "link teaser",
        r"(?:read (?:more|also|next|on)|also read|related(?: (?:articles?|stories|news|content))?|see also|more on this"
        r"|watch|listen|don['’]?t miss|in (?:pictures|video)|must read|just in|recommended|trending|most read)\s*[:|»>].*",
    ),
    ("link teaser", r"(?![\"“]).{0,160}\[(?:INSIGHT|REVEAL(?:ED)?|VIDEO|PICTURES?|PICS|LATEST|ANALYSIS|REPORT|UPDATE|LIVE|EXCLUSIVE|OPINION|COMMENT|MAPS?|POLL|WATCH|BREAKING)\]"),
    ("comment form", r"(?:leave|post|add|write) (?:a|your) (?:comment|reply|response)\b.{0,60}"),
    ("comment form", r"your email address will not be published.*|required fields are marked.*|name ?\*|e-?mail ?\*|website|save my name.*"),
    ("comment form", r"(?:load|view|show|see) (?:more|all|\d+) comments?|\d+ comments?|comments? (?:are )?closed\.?|log ?in to (?:comment|reply).*|be the first to comment.*"),
    ("cookie line", r".{0,80}\b(?:we|this (?:site|website)|our (?:site|website)) uses? cookies\b.*|(?:accept|reject|manage) (?:all )?(?:cookies|preferences).*"),
    ("newsletter", r"(?:sign up|subscribe|register|join)\b.{0,80}\b(?:newsletter|newsletters|inbox|alerts|briefing|channel|email updates)\b.{0,80}"),
    ("share buttons", r"(?:share|tweet|pin|email|print|copy link|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|save|[|,/·•\s])+(?: this(?: article| story| page)?)?"),
    ("share buttons", r"(?:share|follow us)(?: this(?: article| story)?)? (?:on|via) (?:facebook|twitter|x|instagram|whatsapp|telegram|youtube|linkedin|google news)\b.{0,80}"),
    ("advertisement", r"advertise?ments?|sponsored(?: content)?|story continues below.*|article continues (?:below|after).*|scroll (?:down )?to continue.*"),
    ("copyright", r"(?:©|\(c\)|copyright)\s.{0,120}|all rights reserved\.?.{0,60}"),
    ("credit", r"(?:photo|photos|image|images|picture|video|graphic)(?: credit)?s?\s?[:/]\s?.{1,80}|\((?:photo|image)s?(?: by|:) .{1,80}\)"),
)  # fmt: skip
_COMPILED = tuple((reason, re.compile(rf"(?:{pattern})\s*", re.IGNORECASE)) for reason, pattern in _KINDS)
_LINE = re.compile(r"[^\n]+")


def skipped_parts(text: str) -> tuple[Skipped, ...]:
    """Return the lines to keep but not to code, each with the reason."""
    lines = ((line, _reason(line[0].strip())) for line in _LINE.finditer(text))
    return tuple(Skipped(Span(line.start(), line.end()), reason) for line, reason in lines if reason)


def _reason(line: str) -> str | None:
    if not line:
        return None
    return next((reason for reason, pattern in _COMPILED if pattern.fullmatch(line)), None)
