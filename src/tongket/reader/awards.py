"""Awards given or proposed: kind, how many collectives and individuals, whose award it is.

Three rules: `award_given` (trao … cho …), `award_received` (… được tặng, nhận, đạt danh hiệu …) and
`award_in_bulk` (khen thưởng 5 tập thể). A caption that repeats an award is the same award.
"""

import re
from dataclasses import replace

from tongket.reader.model import Found, ReadAward
from tongket.reader.offices import body_at
from tongket.reader.recipients import (
    GROUPS,
    HOW_MANY,
    PEOPLE,
    giver_before,
    giver_between,
    named_recipients,
    numbers,
    office_at,
    subjects,
    untold,
)
from tongket.reader.words import (
    COUNT,
    LETTER,
    any_of,
    count_of,
    matching,
    sentences,
    trimmed,
    whole,
)
from tongket.viet.text import fold

_PAPER = any_of("""
    giấy khen | bằng khen | thư khen | bằng ghi công | bằng vinh danh | giấy chứng nhận | bằng công nhận
    bảng vàng | bằng tuyên dương | thư biểu dương | giấy biểu dương | bằng ghi nhận
""")
_MARK = any_of(
    "kỷ niệm chương | kỉ niệm chương | huân chương | huy chương | huy hiệu | cờ | danh hiệu | giải thưởng"
)
_FLAG = r"cờ(?: +(?:thi đua(?: +xuất sắc)?|đơn vị(?: +xuất sắc)?|truyền thống|luân lưu)|(?= +(?:cho|tặng) ))"
_MARK = r"k[ỷỉ] niệm chương|huân chương|huy chương|huy hiệu|danh hiệu"
KIND = re.compile(rf"(?<![{LETTER}])(?:{_PAPER}|{_FLAG}|{_MARK})(?![{LETTER}])")
_GIVE = re.compile(
    whole(
        r"(?:trao tặng|trao(?! đổi| quyền)|tặng thưởng|khen tặng|tặng|thưởng|truy tặng|phong tặng|cấp|ban tặng)"
    )
)
_RECEIVE = re.compile(
    whole(r"(?:nhận|đón nhận|được nhận|vinh dự nhận|đạt|được công nhận|được|giành|được trao)")
)
_PROPOSE = re.compile(whole(r"(?:đề nghị|đề xuất|trình|kiến nghị|xét tặng)"))
_NOT_GIVEN = re.compile(
    whole(
        r"(?:kịp thời|hằng năm|hàng năm|nếu|sẽ|cần|phải|tiêu chuẩn|hồ sơ|quy trình|thủ tục|mức tiền|quy định|xét)"
    )
)

_TITLE_ON_PEOPLE = re.compile(
    rf"{HOW_MANY}(?:(?:cán bộ|đồng chí|cá nhân|đoàn viên|hội viên),? +)*(?:đạt +)?(?:danh hiệu +)?[\"' ]*"
    r"((?:chiến s[ỹĩ] (?:tiên tiến|thi đua(?: cơ sở| toàn quốc| cấp tỉnh)?)|lao động tiên tiến))"
)
_PRAISE = "(?:khen thưởng|biểu dương|tuyên dương|vinh danh|tôn vinh)"
_BULK = re.compile(whole(rf"({_PRAISE}(?:,? +(?:và +)?{_PRAISE})?)") + "(?: +cho)?")
_BULK_PASSIVE = re.compile(whole("được") + rf"(?= +(?:[{LETTER}]+ +){{0,14}}$)")
_FIRST_NUMBER = re.compile(rf" +{HOW_MANY}(?:{GROUPS}|{PEOPLE})(?![{LETTER}])")
_DECISION = re.compile(
    r"trao +(quyết định +công nh[aâậ]n +[^.;,\d]{3,80}?)(?: +(?:năm +)?(?:19|20)\d\d)? +cho +"
    rf"({COUNT}) +{GROUPS}"
)


def award_given(text: str) -> tuple[ReadAward, ...]:
    """Somebody gives: "trao giấy khen cho 3 tập thể và 5 cá nhân", "đề nghị … tặng Cờ thi đua"."""
    low, found = matching(text), []
    for start, end in sentences(text):
        giver: str | None = None
        for clause in re.compile(r"[^;]+").finditer(low, start, end):
            given = _given_in(text, low, *clause.span())
            found += [replace(award, awarded_by=award.awarded_by or giver) for award in given]
            giver = given[-1].awarded_by if given else giver
        found += [
            ReadAward(Found(text[m.start(1) : m.end(1)], m.start(1), m.end(1)), collectives=count_of(m[2]))
            for m in _DECISION.finditer(low, start, end)
        ]
    return tuple(found)


def _given_in(text: str, low: str, start: int, end: int) -> list[ReadAward]:
    kinds = list(KIND.finditer(low, start, end))
    found = []
    verb: re.Match[str] | None = None
    for number, kind in enumerate(kinds):
        since = kinds[number - 1].end() if number else start
        verbs = list(_GIVE.finditer(low, since, kind.start()))
        if verbs:
            verb = verbs[-1]
        elif not verb or not _listed(low, since, kind.start()):
            verb = None
        if (
            verb is None
            or _is_passive(low, start, verb.start())
            or _is_hypothetical(low, start, verb.start())
        ):
            continue
        if _is_action_noun(low, verb.start()):
            continue
        until = _until(low, kinds, number, kind.end(), end)
        found.append(_award(text, low, kind, until, giver_before(text, low, start, verb.start()), start))
    return found


def _listed(low: str, start: int, end: int) -> bool:
    """The same verb still holds: only counts, commas and "và" stand between two kinds."""
    return len(low[start:end]) < 90 and not re.search(r"[.:]", low[start:end])


def _until(low: str, kinds: list[re.Match[str]], number: int, at: int, end: int) -> int:
    """How far the recipients of a kind reach: to the next act of giving or the next kind."""
    stop = kinds[number + 1].start() if number + 1 < len(kinds) else end
    for again in _GIVE.finditer(low, at, stop):
        if not re.match(rf" +(?:cho +)?{COUNT} ", low[again.end() : again.end() + 16]):
            return again.start()
    return stop


def _is_passive(low: str, start: int, verb: int) -> bool:
    """được … tặng: the clause tells who receives, which is another rule."""
    return bool(
        re.search(whole("được") + r"(?: +(?!tổ chức)[^,;]{1,70}?)? *$", low[max(start, verb - 80) : verb])
    )


def _is_hypothetical(low: str, start: int, verb: int) -> bool:
    return bool(_NOT_GIVEN.search(low, max(start, verb - 40), verb))


def _is_action_noun(low: str, verb: int) -> bool:
    """việc trao, lễ trao: speaks of giving in general."""
    return bool(re.search(r"(?:việc|công tác|lễ|về) *$", low[max(0, verb - 9) : verb]))


def _award(
    text: str,
    low: str,
    kind: re.Match[str],
    until: int,
    giver: str | None,
    clause: int,
    named: int | None = None,
) -> ReadAward:
    """The award of this kind, with the numbers told behind it, or of the one body or person named there."""
    shown = _kind_text(text, low, kind, until)
    owner = _owner(text, low, shown.end, until) or _on_behalf(text, low, clause, kind.start())
    groups, people = numbers(low, shown.end, until)
    if groups is None and people is None and named is None:
        groups, people = named_recipients(text, low, shown.end, until)
    proposed = bool(_PROPOSE.search(low, max(clause, kind.start() - 130), kind.start()))
    if proposed and not owner:
        owner = _after_proposal(text, low, clause, kind.start()) or giver
    return ReadAward(shown, groups, people, owner or giver, proposed)


def _kind_text(text: str, low: str, kind: re.Match[str], until: int) -> Found:
    """The kind as written; medals and titles keep their names ("Huân chương Lao động hạng Ba")."""
    start, end = kind.span()
    if not re.fullmatch(_MARK, kind.group()):
        return Found(text[start:end], start, end)
    quoted = re.compile(r" *[\"']+ *([^\"'\n]{3,80}?) *[\"']").match(low, end)
    if quoted and kind.group() == "danh hiệu":
        return Found(text[quoted.start(1) : quoted.end(1)], quoted.start(1), quoted.end(1))
    if quoted:
        return Found(text[start : quoted.end()], start, quoted.end())
    rest = re.compile(
        rf"(?: +(?!cho |của |năm |và |trong |đợt |tặng |vì (?!sự)|do |nhân |theo |các |tại |với |được )[{LETTER}/]+)+"
    ).match(low, end, until)
    stop = rest.end() if rest else end
    return Found(text[start:stop], start, stop)


def _owner(text: str, low: str, at: int, until: int) -> str | None:
    """Whose award it is: "của X" right behind the kind."""
    m = re.compile(r"[\"' ]*(?:năm \d{4} *)?của +").match(low, at, until)
    if not m:
        return None
    span = office_at(text, low, m.end(), until) or body_at(text, m.end())
    return text[span[0] : span[1]] if span else None


def _on_behalf(text: str, low: str, start: int, end: int) -> str | None:
    """Thừa ủy quyền của X, Y trao …: the award is X's."""
    m = re.compile(r"thừa (?:lệnh|ủy quyền)(?: của)? +").search(low, start, end)
    if m is None:
        return None
    span = office_at(text, low, m.end(), end) or body_at(text, m.end())
    return text[span[0] : span[1]] if span else None


def _after_proposal(text: str, low: str, start: int, end: int) -> str | None:
    """đề nghị X tặng: the award is X's."""
    last = None
    for m in _PROPOSE.finditer(low, start, end):
        last = m
    span = body_at(text, last.end() + 1) if last else None
    return text[span[0] : span[1]] if span and span[1] <= end else None


def award_received(text: str) -> tuple[ReadAward, ...]:
    """Somebody receives: "2 tập thể được UBND tỉnh tặng Bằng khen", "4 thôn đạt danh hiệu …"."""
    low, found = matching(text), []
    for start, end in sentences(text):
        for m in re.compile(r"[^;]+").finditer(low, start, end):
            found += _received_in(text, low, *m.span())
        found += [
            ReadAward(Found(text[m.start(2) : m.end(2)], m.start(2), m.end(2)), individuals=count_of(m[1]))
            for m in _TITLE_ON_PEOPLE.finditer(low, start, end)
        ]
    return tuple(found)


def _received_in(text: str, low: str, start: int, end: int) -> list[ReadAward]:
    found = []
    since = start
    for kind in KIND.finditer(low, start, end):
        verb = None
        for verb in _RECEIVE.finditer(low, since, kind.start()):  # noqa: B007 (the last one counts)
            pass
        if verb is None or not _receives(low, verb.end(), kind) or _is_hypothetical(low, start, verb.start()):
            continue
        if kind.group() == "danh hiệu" and numbers(low, since, verb.start()) == (None, None):
            continue
        award = _award(
            text,
            low,
            kind,
            min(end, kind.end() + 90),
            giver_between(text, low, verb.end(), kind.start()),
            start,
            0,
        )
        if award.kind.text.lower().startswith("danh hiệu") and award.kind.span[1] == kind.end():
            continue
        groups, people = numbers(low, since, verb.start())
        if groups is None and people is None and not untold(low, since, verb.start()):
            groups, people = subjects(low, since, verb.start())
        kind_found = _without_quality(award.kind)
        found.append(replace(award, kind=kind_found, collectives=groups, individuals=people))
        since = award.kind.end
    return found


def _without_quality(kind: Found) -> Found:
    start, end = trimmed(kind.text, 0, len(kind.text))
    return Found(kind.text[start:end], kind.start + start, kind.start + end)


def _receives(low: str, at: int, kind: re.Match[str]) -> bool:
    """Between the verb and the kind stands nothing but who gives and "tặng"."""
    between = low[at : kind.start()]
    if (
        "công nhận" in between
        or len(between) > 100
        or (re.search(r"[.:]|đề nghị", between[:-1]) and not re.search("tặng|trao", between))
    ):
        return False
    direct = re.fullmatch(r" *(?:\d+ +|nhiều +|các +|một +)?[\"']? *", between)
    return bool(
        direct or re.search(whole("(?:tặng|trao|trao tặng|tặng thưởng|khen tặng|cấp|truy tặng)"), between)
    )


def award_in_bulk(text: str) -> tuple[ReadAward, ...]:
    """Numbers without a kind of paper: "khen thưởng 5 tập thể, 9 cá nhân", "5 tập thể được … khen thưởng"."""
    low, found = matching(text), []
    for start, end in sentences(text):
        for clause in re.compile(r"[^;]+").finditer(low, start, end):
            if not KIND.search(clause.group()):
                found += _bulk_in(text, low, *clause.span())
    return tuple(found)


def _bulk_in(text: str, low: str, start: int, end: int) -> list[ReadAward]:
    found = []
    for verb in _BULK.finditer(low, start, end):
        if _is_hypothetical(low, start, verb.start()):
            continue
        passive = _BULK_PASSIVE.search(low, start, verb.start())
        if _FIRST_NUMBER.match(low, verb.end()):
            told, giver = numbers(low, verb.end(), end), giver_before(text, low, start, verb.start())
        elif passive:
            told = numbers(low, start, passive.start())
            giver = giver_between(text, low, passive.start(), verb.start())
        else:
            continue
        if told != (None, None):
            shown = Found(text[verb.start(1) : verb.end(1)], *verb.span(1))
            proposed = bool(_PROPOSE.search(low, start, verb.start()))
            found.append(ReadAward(shown, *told, giver, proposed))
    return found


def find_awards(story: str) -> tuple[ReadAward, ...]:
    """Each award once, in order of the text, however often a caption repeats it."""
    every = sorted(
        [*award_given(story), *award_received(story), *award_in_bulk(story)],
        key=lambda a: (a.kind.start, a.kind.end),
    )
    kept: list[ReadAward] = []
    for award in every:
        same = next((n for n, k in enumerate(kept) if _same(k, award)), None)
        if same is None:
            kept.append(award)
        else:
            kept[same] = _merged(kept[same], award)
    return tuple(kept)


def _same(one: ReadAward, other: ReadAward) -> bool:
    """Two mentions of one award: the same kind, and no number that speaks against it."""
    if fold(one.kind.text) != fold(other.kind.text):
        return False
    pairs = [(one.collectives, other.collectives), (one.individuals, other.individuals)]
    told = [a == b for a, b in pairs if a is not None and b is not None]
    if told and all(told):
        return _same_giver(one, other)
    untold = any(a.collectives is None and a.individuals is None for a in (one, other))
    return not told and untold


def _same_giver(one: ReadAward, other: ReadAward) -> bool:
    if not one.awarded_by or not other.awarded_by:
        return True
    a, b = set(fold(one.awarded_by).split()), set(fold(other.awarded_by).split())
    return bool(a & b)


def _merged(one: ReadAward, other: ReadAward) -> ReadAward:
    """What both mentions tell together; the fuller one gives the place in the text."""
    told = (one.collectives is not None) + (one.individuals is not None)
    more = (other.collectives is not None) + (other.individuals is not None) > told
    first, second = (other, one) if more else (one, other)
    return replace(
        first,
        collectives=first.collectives if first.collectives is not None else second.collectives,
        individuals=first.individuals if first.individuals is not None else second.individuals,
        awarded_by=first.awarded_by or second.awarded_by,
        proposed=first.proposed and second.proposed,
    )
