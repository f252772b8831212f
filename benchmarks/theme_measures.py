"""The tables of benchmarks/themes.py, as lines of Markdown. Unthemed reports and one-offs count as groups of one."""

import os
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from benchmarks import theme_peer, theme_streams
from benchmarks.theme_corpora import Labelled, part, stream, with_category
from language import coordinates, known_problems, phrasing, similarity, telling_words
from language.constraints import Decided
from language.finding import Found, Report, find_themes, represent

SEEDS = int(os.environ.get("SEEDS", "2"))
FIRST_YEAR = int(os.environ.get("FIRST_YEAR", "0"))
SIZES = [int(one) for one in os.environ.get("SIZES", "1000,3000,10000").split(",")]
WEEKS = int(os.environ.get("WEEKS", "20"))
BANKING_SIZES = ((300, 3), (600, 3), (3_000, 20))


def agreement(labelled: Labelled, ids: Sequence[str], given: Sequence[object]) -> tuple[float, float]:
    right = labelled.right(list(ids))
    said = [str(one) for one in given]
    return adjusted_rand_score(right, said), adjusted_mutual_info_score(right, said)


def placed(found: Found) -> dict[str, str]:
    return {issue: theme.key for theme in found.themes for issue in theme.issues}


def given(found: Found, ids: Sequence[str]) -> list[str]:
    theme_of = placed(found)
    return [theme_of.get(one, f"none {one}") for one in ids]


def bare(labelled: Labelled) -> list[Report]:
    return [replace(report, facts={}) for report in labelled.reports]


def last_day(labelled: Labelled) -> date:
    return max(report.on for report in labelled.reports)


def by_peer(labelled: Labelled, rows: np.ndarray, size: int) -> tuple[float, float, float]:
    texts, ids = [report.text for report in labelled.reports], [report.id for report in labelled.reports]
    answer = theme_peer.bertopic(texts, coordinates.meaning_of(rows), size=size)
    topics = [one if one >= 0 else f"none {at}" for at, one in enumerate(answer.topics)]
    return *agreement(labelled, ids, topics), answer.seconds


def quality(written: Labelled) -> Iterator[str]:
    """Text only and with the form's facts, cold; BERTopic on the same vectors."""
    ids = [report.id for report in written.reports]
    rows = represent([report.text for report in written.reports])
    one_offs = {one for one in ids if written.truth[one] == "misc"}
    yield f"### Written reports ({len(ids)}), cold\n"
    yield "| | ARI | AMI | one-offs unthemed | others unthemed |\n|---|---|---|---|---|"
    told = {"text only": bare(written)}
    for wrong in (0.15, 0.3):
        facts = with_category(written, wrong)
        told[f"with the form's facts, category {wrong:.0%} wrong"] = [
            replace(report, facts=fact) for report, fact in zip(written.reports, facts, strict=True)
        ]
    for name, reports in told.items():
        found = find_themes(reports, vectors=rows, now=last_day(written))
        ari, ami = agreement(written, ids, given(found, ids))
        out = set(found.unthemed)
        lonely = len(out & one_offs) / max(len(one_offs), 1)
        rest = len(out - one_offs) / (len(ids) - len(one_offs))
        yield f"| {name} | {ari:.3f} | {ami:.3f} | {lonely:.0%} | {rest:.0%} |"
    for size in (3, 5) if theme_peer.is_at_hand() else ():
        ari, ami, _ = by_peer(written, rows, size)
        yield f"| BERTopic, smallest topic {size}, outliers reduced | {ari:.3f} | {ami:.3f} | – | – |"


def curated(written: Labelled) -> Iterator[str]:
    """Agreement of the rest after so many confirmed issues, and of the same rest without them."""
    ids = [report.id for report in written.reports]
    rows = represent([report.text for report in written.reports])
    cold = given(find_themes(bare(written), vectors=rows, now=last_day(written)), ids)
    themed = [at for at, one in enumerate(ids) if written.truth[one] != "misc"]
    yield f"### After confirming issues (text only; the rest, without the confirmed; mean of {SEEDS} draws)\n"
    yield "| confirmed | ARI cold | ARI | AMI cold | AMI |\n|---|---|---|---|---|"
    for count in (0, 50, 100, 200):
        scores = []
        for seed in range(SEEDS):
            picked = set(np.random.default_rng(seed).permutation(themed)[:count].tolist())
            decided = Decided(confirmed={ids[at]: written.truth[ids[at]] for at in sorted(picked)})
            found = find_themes(bare(written), vectors=rows, decided=decided, now=last_day(written))
            rest = [at for at in range(len(ids)) if at not in picked]
            names, taught = [ids[at] for at in rest], given(found, ids)
            before = agreement(written, names, [cold[at] for at in rest])
            scores.append((*before, *agreement(written, names, [taught[at] for at in rest])))
        cold_ari, cold_ami, ari, ami = np.mean(scores, axis=0)
        yield f"| {count} | {cold_ari:.3f} | {ari:.3f} | {cold_ami:.3f} | {ami:.3f} |"


def small_and_large(issues: Labelled) -> Iterator[str]:
    """Short customer issues of another field: small and large portals, beside BERTopic with its best settings."""
    yield "### banking77 train (77 topics), parts drawn at random\n"
    yield "| texts | ours ARI / AMI | CPU s | BERTopic ARI / AMI | CPU s |\n|---|---|---|---|---|"
    for count, size in BANKING_SIZES:
        some = part(issues, count, seed=0)
        ids = [report.id for report in some.reports]
        rows = represent([report.text for report in some.reports])
        started = time.process_time()
        found = find_themes(some.reports, vectors=rows, now=last_day(some))
        seconds = time.process_time() - started
        ari, ami = agreement(some, ids, given(found, ids))
        line = f"| {count:,} | {ari:.3f} / {ami:.3f} | {seconds:.0f} |"
        if theme_peer.is_at_hand():
            their_ari, their_ami, their_seconds = by_peer(some, rows, size)
            line += f" {their_ari:.3f} / {their_ami:.3f} | {their_seconds:.0f} |"
        yield line


def labels(written: Labelled, issues: Labelled) -> Iterator[str]:
    """How labels come about, and how many of a theme's reports use one of its label's words."""
    yield "### Labels\n"
    yield "| | themes | named by a known problem | reports that use a word of it | of the rest | repeated |"
    yield "|---|---|---|---|---|---|"
    known = {entry.name for entry in known_problems.library()}
    for name, some in (("written reports", written), ("banking77, 600 texts", part(issues, 600, seed=0))):
        texts = {report.id: set(telling_words.stems(phrasing.clauses(report.text))) for report in some.reports}
        themes = find_themes(bare(some), now=last_day(some)).themes
        covered: dict[bool, list[float]] = {True: [], False: []}
        for theme in themes:
            held = set(telling_words.stems(phrasing.clauses(theme.label)))
            used = [not texts[one].isdisjoint(held) for one in theme.issues]
            covered[theme.label in known].append(float(np.mean(used)))
        shares = [f"{np.mean(some):.0%}" if some else "–" for some in (covered[True], covered[False])]
        repeated = len(themes) - len({theme.label.lower() for theme in themes})
        yield f"| {name} | {len(themes)} | {len(covered[True])} | {shares[0]} | {shares[1]} | {repeated} |"


def retrieval(issues: Labelled) -> Iterator[str]:
    """Queries with a text of their topic among the first one and five, beside word counts and meaning alone."""
    some = part(issues, 3_000, seed=0)
    texts, topics = [report.text for report in some.reports], [some.truth[report.id] for report in some.reports]
    rows = represent(texts)
    asked = np.random.default_rng(0).choice(len(texts), 500, replace=False).tolist()
    meaning, counts = coordinates.meaning_of(rows), TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    ranked = {
        "ours: meaning, words and known problems": [
            [at for at, _ in row]
            for row in similarity.rank(rows[asked], [texts[at] for at in asked], rows, texts, top=6)
        ],
        "meaning alone": np.argsort(-(meaning[asked] @ meaning.T), axis=1)[:, :6].tolist(),
        "TF-IDF": np.argsort(-(counts[asked] @ counts.T).toarray(), axis=1)[:, :6].tolist(),
    }
    yield f"### Similar issues (banking77 train, {len(asked)} queries among {len(texts):,} texts)\n"
    yield "| | same topic first | among the first five |\n|---|---|---|"
    for name, found in ranked.items():
        others = [[one for one in row if one != at][:5] for at, row in zip(asked, found, strict=True)]
        hits = [[topics[one] == topics[at] for one in row] for at, row in zip(asked, others, strict=True)]
        yield f"| {name} | {np.mean([row[0] for row in hits]):.3f} | {np.mean([any(row) for row in hits]):.3f} |"


def replay(written: Labelled) -> Iterator[str]:
    """One run a week over the last weeks, each told of the one before: what changes, what is flagged and when."""
    yield from _week_by_week(written, bare(written), "text only")
    yield ""
    facts = with_category(written, 0.15)
    told = [replace(report, facts=fact) for report, fact in zip(written.reports, facts, strict=True)]
    yield from _week_by_week(written, told, "with the form's facts, category 15% wrong")


def _week_by_week(written: Labelled, reports: Sequence[Report], name: str) -> Iterator[str]:
    rows = represent([report.text for report in reports])
    new = theme_streams.emerged(written)
    earlier: dict[str, tuple[str, ...]] = {}
    told: set[str] = set()
    false: set[str] = set()
    moved = []
    yield f"### Week by week ({WEEKS} runs), {name}\n"
    for back in range(WEEKS - 1, -1, -1):
        now = last_day(written) - timedelta(weeks=back)
        known = [at for at, report in enumerate(reports) if report.on <= now]
        found = find_themes([reports[at] for at in known], vectors=rows[known], earlier=earlier, now=now)
        before = {issue: key for key, issues in earlier.items() for issue in issues}
        after = placed(found)
        moved += [sum(before[one] != after.get(one) for one in before) / len(before)] if before else []
        heard = [written.truth[reports[at].id] for at in known]
        for key, topic in theme_streams.flagged(found, written):
            if topic in new - told:
                told.add(topic)
                yield f"- {topic}: flagged after {heard.count(topic)} of its {new_size(written, topic)} reports"
            elif topic not in new:
                false.add(key)
        earlier = {theme.key: theme.issues for theme in found.themes}
    ids = [reports[at].id for at in known]
    ari, ami = agreement(written, ids, given(found, ids))
    yield f"- not flagged: {', '.join(sorted(new - told)) or 'none'}; other themes flagged: {len(false)}"
    yield f"- themed issues that changed or lost their theme: {np.mean(moved):.1%} a run, {max(moved):.1%} at worst"
    yield f"- agreement in the last run: ARI {ari:.3f}, AMI {ami:.3f}"


def new_size(written: Labelled, topic: str) -> int:
    return list(written.truth.values()).count(topic)


def streams(issues: Labelled) -> Iterator[str]:
    """New topics in simulated years, the bar being that of one false alarm a year."""
    names = ("ours, nightly", "oracle: true labels, Poisson–Gamma, daily", "BERTopic, weekly refits, z-score > 3")
    flags = {name: theme_streams.Flags() for name in names}
    for seed in range(FIRST_YEAR, FIRST_YEAR + SEEDS):
        told, starts = stream(issues, seed=seed)
        rows = coordinates.meaning_of(represent([report.text for report in told.reports]))
        raised = [theme_streams.ours(told, rows), theme_streams.oracle(told)]
        if os.environ.get("REFITS") and theme_peer.is_at_hand():
            raised.append(theme_streams.z_scores(theme_streams.refits(told, rows), told, bar=3))
        for name, alarms in zip(names, raised, strict=False):
            theme_streams.count(flags[name], alarms, told, starts)
    yield f"### New topics in {SEEDS} simulated years (banking77; REFITS=1 adds BERTopic)\n"
    for name, found in flags.items():
        if found.years:
            yield f"- {name}: {found.line()}"


def poison(written: Labelled) -> Iterator[str]:
    """300 near-copies by one account, and ten accounts of one organisation: overlap of the clean run's top ten."""
    reports, rows = bare(written), represent([report.text for report in written.reports])
    now = last_day(written)
    clean = find_themes(reports, vectors=rows, now=now)
    earlier = {theme.key: theme.issues for theme in clean.themes}
    said = "Patient discharged without a fit note, sent to the practice for one, case {}."
    yield "### Floods\n"
    for name, accounts, count in (("300 near-copies by one account", 1, 300), ("ten accounts of one place", 10, 300)):
        loud = [
            Report(f"z{at}", said.format(at), now - timedelta(days=at % 30), f"z{at % accounts}", "one place")
            for at in range(count)
        ]
        both = np.vstack([rows, represent([report.text for report in loud])])
        found = find_themes(reports + loud, vectors=both, earlier=earlier, now=now)
        own = {report.id for report in reports}
        top = [set(theme.issues) for theme in clean.themes[:10]]
        after = [own & set(theme.issues) for theme in found.themes]
        best = [max(len(one & other) / len(one | other) for other in after) for one in top]
        signals = sum(theme.signal is not None and "z0" in theme.issues for theme in found.themes)
        yield f"- {name}: overlap of the ten largest themes {np.mean(best):.2f}; signals on the flood: {signals}"


def sizes(written: Labelled) -> Iterator[str]:
    """Time and memory of a run over stored vectors; larger portals are the written reports, shaken."""
    rows = represent([report.text for report in written.reports])
    chance = np.random.default_rng(0)
    yield "### A run over stored vectors\n"
    yield "| issues | CPU s | ms an issue | MB at most |\n|---|---|---|---|"
    for size in SIZES:
        at = chance.integers(0, len(rows), size)
        shaken = rows[at] + 0.03 * chance.normal(size=(size, rows.shape[1])).astype(np.float32)
        words = [f"{written.reports[one].text} {chance.integers(1_000_000)}" for one in at]
        told = [
            Report(str(n), text, written.reports[one].on, f"p{n % 2_000}", f"o{n % 350}")
            for n, (one, text) in enumerate(zip(at, words, strict=True))
        ]
        started = time.process_time()
        find_themes(told, vectors=shaken, now=last_day(written))
        seconds = time.process_time() - started
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield f"| {size:,} | {seconds:.0f} | {1000 * seconds / size:.1f} | {most:.0f} |"
