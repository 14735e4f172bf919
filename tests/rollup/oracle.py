"""What the answer must be, told as plainly as Python can: no engine, no table of places, fractions all the way."""

from collections import Counter
from fractions import Fraction

RULES = {
    "mean": lambda n: sum(n) / Fraction(len(n)),
    "min": min,
    "max": max,
    "sum": sum,
    "last": sum,
    "own": sum,
}


def ways(world, unit, day):
    """Every way in which what was the unit may have gone, as masses by unit: events are played one after another."""
    found = [Counter({unit: Fraction(1)})]
    for key in sorted({(t.day, t.number, t.source) for t in world.transfers if t.day <= day}):
        moved, before, found = [t for t in world.transfers if (t.day, t.number, t.source) == key], found, []
        declared = {t.target: Fraction(t.numerator, t.denominator) for t in moved if t.numerator is not None}
        for taker in [t.target for t in moved if t.numerator is None] or [None]:
            shares = declared | {taker: 1 - sum(declared.values())}
            for way in before:
                given = Counter({target: way[key[2]] * share for target, share in shares.items()})
                found.append(Counter(dict(way) | {key[2]: 0}) + given)
    return found


class Oracle:
    def __init__(self, world, question, facts, day, targets):
        known = [f for f in facts if f.entered <= question.as_of]
        gone = {f.supersedes for f in known}
        self.facts = [f for f in known if f.figure not in gone and f.kind == question.kind]
        self.world, self.question = world, question
        self.place = {}  # (unit, target) → the least and the greatest part of the unit that may stand there
        for unit in world.ever("commune"):
            found = ways(world, unit, day)
            for target in targets:
                parts = [sum(way[u] for u in way if target in world.chain(u, day)) for way in found]
                self.place[unit, target] = (min(parts), max(parts)) if any(parts) else None

    def share(self, rule, asked, unit, target):
        """Which part of the unit's figures counts under the target; None if none."""
        places = {(target, target): (1, 1)} if rule.over_tree == "own" else self.place
        any_day = rule.nature == "flow" or rule.over_time != "last"
        stands = any_day or self.world.lives(unit, asked.span.last_day)
        return places.get((unit, target)) if stands else None

    def said(self, rule, asked):
        """(unit, part of the period) → value, None if not applicable."""
        told = [
            f for f in self.facts if f.indicator == rule.id and fits(rule, asked, f.period, f.start, f.end)
        ]
        told.sort(key=lambda f: (f.end, f.start, -self.question.sources.index(f.source), f.figure))
        return {(f.unit, "" if rule.over_time == "last" else f.period): f.value for f in told}

    def value(self, rule, asked, target):
        """(low, high) of a cell; None where it has none."""
        by_id, slots = self.question.by_id, {}
        if rule.over_tree == "ratio":
            top, low = (self.value(by_id[id_], asked, target) for id_ in (rule.numerator, rule.denominator))
            known = top and low and top[0] == top[1] and low[0] == low[1] != 0
            return (rule.factor * top[0] / low[0],) * 2 if known else None
        for (unit, part), number in self.said(rule, asked).items():
            share = self.share(rule, asked, unit, target)
            if share and number is not None:
                units = slots.setdefault("" if rule.over_time == "sum" else part, {})
                units.setdefault(unit, (*share, []))[2].append(Fraction(number, 10**rule.decimals))
        found = [tree(rule.over_tree, units.values()) for units in slots.values()]
        known = found and None not in found
        return tuple(map(RULES[rule.over_time], zip(*found, strict=True))) if known else None

    def coverage(self, rule, asked, target, expected):
        """Of those due: how many gave a value, how many said "not applicable", how many they are."""
        said, latest = self.said(rule, asked), rule.over_time == "last"
        due = {(unit, "" if latest else span.key) for span, unit in expected if fits(rule, asked, *span)}
        told = [said.get(key, "") for key in due if self.share(rule, asked, key[0], target)]
        return len(told) - told.count("") - told.count(None), told.count(None), len(told)


def fits(rule, asked, key, start, end):
    """A stock is read from any figure inside the period, everything else from figures of exactly the periods asked."""
    if rule.nature == "stock" and rule.over_time == "last" and not asked.parts:
        return asked.span.start <= start and end <= asked.span.end
    return key in {span.key for span in asked.parts or (asked.span,)}


def tree(rule, units):
    rows = [(sum(numbers), low, high) for low, high, numbers in units]
    if rule == "sum":
        known = all(number >= 0 or low == high for number, low, high in rows)
        return tuple(sum(row[0] * row[side] for row in rows) for side in (1, 2)) if known else None
    return None if any(row[1] < 1 for row in rows) else (RULES[rule]([row[0] for row in rows]),) * 2


def rank(mine, others):
    """Of ranges where more is better: a place if every other is surely above, surely below, or the same number."""
    surely = [o[0] > mine[1] or o[1] < mine[0] or o == mine == (mine[0],) * 2 for o in others]
    return 1 + sum(o[0] > mine[1] for o in others) if all(surely) else None


def met(bounds, low, high):
    sides = {(low is not None and n < low) - (high is not None and n > high) for n in bounds}
    return sides == {0} if len(sides) == 1 else None
