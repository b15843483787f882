"""A whole place as one HTML file that opens on a phone without a network: overview, maps, areas, tables, sources.

Shapes are in the file once and every map uses them. Without scripts everything is there one below the other, in each
language; with them a reader picks a language, a map and an area. It prints, and needs nothing from anywhere.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence

from evenground.answers.exhibit import Exhibit
from evenground.answers.snapshot import Edition, Snapshot
from evenground.briefs import page, parts
from evenground.briefs.vector_map import Ground, ground, hatches, key_html, map_svg
from evenground.catalog import words as catalogue
from evenground.catalog.words import say
from evenground.look import numbers, text
from evenground.look.colour import contrast
from evenground.look.dates import day
from evenground.look.text import labelled

WIDE, TALL = 620, 640

CSS = """
:root{--accent:ACCENT;--ink:#1b1b1f;--muted:#45454e;--pale:#f1f0f5}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:0 1rem 3rem;color:var(--ink);background:#fff;font:16px/1.5 'Noto Sans','Noto Sans Canadian Aboriginal',Arial,sans-serif}
header{border-top:8px solid var(--accent);padding-top:.6rem}
h1{font-size:1.6rem;line-height:1.2;margin:.3rem 0}
h2{font-size:1.25rem;color:var(--accent);border-bottom:2px solid var(--accent);margin:2rem 0 .6rem}
h3{font-size:1.05rem;line-height:1.3;margin:1rem 0 .2rem}
p{margin:.4rem 0}
.small,caption,footer{font-size:.85rem;color:var(--muted)}
.logo{height:48px}
nav a,nav button{display:inline-block;min-height:44px;padding:.5rem .8rem;margin:.2rem .3rem .2rem 0;border:2px solid var(--accent);background:#fff;color:var(--accent);font:inherit;text-decoration:none;border-radius:4px;cursor:pointer}
nav button[aria-pressed=true]{background:var(--accent);color:#fff}
a{color:var(--accent)}
:focus-visible{outline:3px solid #c25e00;outline-offset:2px}
.map{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start}
.map>svg{width:100%;max-width:620px;height:auto;flex:1 1 20rem}
.map text{paint-order:stroke;stroke:#fff;stroke-width:4px}
.key{flex:1 1 13rem}
.key ul{list-style:none;margin:.2rem 0;padding:0}
.key p{margin:.2rem 0}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;padding:.3rem 0}
th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #c9c9d2;vertical-align:top;font-weight:400;font-variant-numeric:tabular-nums}
tbody th{min-width:6.5rem}
thead th{background:var(--pale);font-weight:700}
.n{text-align:right}
details{border-bottom:1px solid #c9c9d2}
summary{padding:.6rem 0;cursor:pointer;min-height:44px}
select,input{font:inherit;min-height:44px;max-width:100%;padding:.3rem .5rem;border:2px solid var(--accent);background:#fff;color:inherit}
label{display:block;margin:.4rem 0 .2rem;font-weight:700}
dl{display:grid;grid-template-columns:1fr;gap:.1rem;margin:.5rem 0}
dt{margin-top:.5rem}dd{margin:0;font-weight:700}dd span{font-weight:400;color:var(--muted);display:block;font-size:.85rem}
@media(max-width:40rem){.stack thead{position:absolute;left:-99rem}.stack tr{display:block;padding:.4rem 0;border-bottom:1px solid #c9c9d2}.stack th,.stack td{display:inline;border:0;padding:0}.stack tbody th{display:block;font-weight:700}.stack td:not(:last-child)::after{content:" · "}}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;background:#fff;padding:.5rem}
.js main[hidden]{display:none}
.nojs .js-only{display:none}
@media print{nav,.js-only{display:none!important}details>*{display:block!important}h2{break-after:avoid}.map,table tr{break-inside:avoid}article{break-inside:avoid}body{max-width:none;font-size:11px}}
"""

SCRIPT = """
(function(){
var r=document.documentElement;r.classList.remove('nojs');r.classList.add('js');
var m=[].slice.call(document.querySelectorAll('main')),b=[].slice.call(document.querySelectorAll('[data-lang]'));
function lang(l){m.forEach(function(e){e.hidden=e.id!=='in-'+l});b.forEach(function(e){e.setAttribute('aria-pressed',e.dataset.lang===l)});
 var on=document.getElementById('in-'+l);r.lang=on.lang;document.title=on.dataset.title;}
b.forEach(function(e){e.addEventListener('click',function(){lang(e.dataset.lang)})});
var first=m[0].id.slice(3),want=(location.hash.match(/^#in-(..)/)||[])[1]||(navigator.language||'').slice(0,2);
lang(document.getElementById('in-'+want)?want:first);
m.forEach(function(e){var s=e.querySelector('select.pick');if(s){var a=[].slice.call(e.querySelectorAll('article.one'));
 var show=function(){a.forEach(function(x,i){x.hidden=i!==+s.value})};s.addEventListener('change',show);
 window.addEventListener('beforeprint',function(){a.forEach(function(x){x.hidden=false})});window.addEventListener('afterprint',show);show();}
 var q=e.querySelector('input.who'),out=e.querySelector('.portrait');if(!q)return;
 var t=e.querySelector('table.areas'),h=[].slice.call(t.tHead.rows[0].cells).slice(1).map(function(c){return [c.dataset.title,c.dataset.about]});
 var rows={},low=function(s){return s.trim().toLowerCase()};[].slice.call(t.tBodies[0].rows).forEach(function(w){var c=w.cells[0];(c.dataset.also||'').split('|').concat(c.textContent).forEach(function(s){rows[low(s)]=w})});delete rows[''];
 q.addEventListener('input',function(){var w=rows[low(q.value)];out.textContent='';if(!w)return;
  var g=document.createElement('h3');g.textContent=[w.cells[0].textContent].concat((w.cells[0].dataset.also||'').split('|')).filter(String).join(' · ');out.appendChild(g);var d=document.createElement('dl');out.appendChild(d);
  h.forEach(function(x,i){var k=document.createElement('dt'),v=document.createElement('dd'),z=document.createElement('span');
   k.textContent=x[0];v.textContent=w.cells[i+1].dataset.long||w.cells[i+1].textContent;z.textContent=x[1];v.appendChild(z);d.appendChild(k);d.appendChild(v);});});});
})();
"""


def snapshot_html(taken: Snapshot) -> bytes:
    """The snapshot as one file."""
    first = taken.editions[0]
    laid = _ground(first)
    shapes = ""
    if laid is not None and laid.paths:
        drawn = "".join(f'<path id="a{at}" d="{path}"/>' for at, path in enumerate(laid.paths.values()))
        shapes = f'<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>{drawn}</defs></svg>'
    several = len(taken.editions) > 1
    buttons = "".join(
        f'<button type="button" data-lang="{one.language}" lang="{parts.TAGS[one.language]}" aria-pressed="false">{text.html(say(f"shell.language_{one.language}", one.language))}</button>'
        for one in taken.editions
    )
    switch = f'<nav class="js-only" aria-label="{text.html(" / ".join(dict.fromkeys(say("shell.language", one.language) for one in taken.editions)))}">{buttons}</nav>' if several else ""
    body = f"{hatches()}{shapes}{switch}" + "".join(_edition(taken, one, laid) for one in taken.editions)
    accent = taken.colours.get("accent", parts.ACCENT)
    css = CSS.replace("ACCENT", accent if contrast(accent, "#ffffff") >= 4.5 else parts.darkened(accent))
    made = page.document(first.language, first.place_name, css, body, SCRIPT)
    return made.replace(b"<html ", b'<html class="nojs" ', 1)


def compressed(made: bytes) -> int:
    """Bytes that travel when a server or a mail program packs the file."""
    return len(gzip.compress(made, 6))


def _ground(one: Edition) -> Ground | None:
    drawn = [made for made in one.maps if made.drawing]
    return ground(drawn[0].drawing, drawn[0].answer.table, WIDE, TALL, 0.6) if drawn else None


def _edition(taken: Snapshot, one: Edition, laid: Ground | None) -> str:
    language, also = one.language, _also(taken, one)

    def told(key: str, **more: object) -> str:
        return text.html(say(key, language, **more))

    ids = {name: f"{name}-{language}" for name in ("overview", "maps", "area", "whole", "tables", "sources")}
    links = "".join(f'<a href="#{ids[name]}">{told(f"export.snapshot_{name}")}</a>' for name in ids)
    logo = page.image(taken.logo, say("export.logo", language, place=one.place_name), "logo") if taken.logo else ""
    stamp = f"{say('export.made', language, date=day(taken.made_on, language))} · {say('export.release', language, release=taken.release_id)}"
    sentences = "".join(f"<p{page.lang(said, language)}>{text.html(said)}</p>" for said in one.sentences)
    body = (
        f'<header>{logo}<h1{page.lang(one.place_name, language)}>{text.html(one.place_name)}</h1><p>{text.html(one.introduction)}</p>'
        f'<p class="small">{text.html(" ".join(one.notices))} {text.html(stamp)}</p><nav aria-label="{told("export.snapshot_contents")}">{links}</nav></header>'
        f'<section id="{ids["overview"]}"><h2>{told("export.snapshot_overview")}</h2>{sentences}</section>'
        f'<section id="{ids["maps"]}"><h2>{text.html(labelled(say("export.snapshot_maps", language), one.level, language))}</h2>{_maps(one, laid)}</section>'
        f'<section id="{ids["area"]}"><h2>{told("export.snapshot_area")}</h2>{_portraits(one, also)}</section>'
        f'<section id="{ids["whole"]}"><h2>{told("export.snapshot_whole")}</h2>{_whole(one)}</section>'
        f'<section id="{ids["tables"]}"><h2>{told("export.snapshot_tables")}</h2>{_areas(one, also)}</section>'
        f'<section id="{ids["sources"]}"><h2>{told("export.sources")}</h2>{_sources(one)}<p>{text.html(one.citation)}</p><p>{text.html(taken.mailbox)}</p>{_lacking(one)}</section>'
    )
    return f'<main id="in-{language}" lang="{parts.TAGS[language]}" data-title="{text.html(one.place_name)}">{body}</main>'


def _maps(one: Edition, laid: Ground | None) -> str:
    options = "".join(f'<option value="{at}">{text.html(made.caption.subtitle)} ({text.html(made.caption.period)})</option>' for at, made in enumerate(one.maps))
    label = text.html(say("choose.indicator", one.language))
    pick = f'<div class="js-only"><label for="pick-{one.language}">{label}</label><select class="pick" id="pick-{one.language}">{options}</select></div>'
    return pick + "".join(_map(made, laid) for made in one.maps)


def _map(made: Exhibit, laid: Ground | None) -> str:
    if made.drawing is None or laid is None:
        return ""
    caption = made.caption
    shared = "a" if laid.paths else ""
    drawn = map_svg(made, laid, 17, shared)
    foot = " ".join(part for part in (caption.interval + ".", caption.note, caption.credit) if part)
    return (
        f'<article class="one"><h3{page.lang(made.headline, caption.language)}>{text.html(made.headline)}</h3><p class="small">{text.html(parts.context(made))}</p>'
        f'<div class="map">{drawn}{key_html(made)}</div>'
        f'<p class="small">{text.html(foot)}</p></article>'
    )


def _also(taken: Snapshot, one: Edition) -> dict[str, list[str]]:
    """What an area is called in another script in the other languages of the file, so that a reader finds it by either name."""
    found: dict[str, list[str]] = {}
    own = _named(one)
    for other in taken.editions:
        for key, name in _named(other).items():
            is_other = bool(parts.SYLLABICS.search(name)) != bool(parts.SYLLABICS.search(own.get(key, name)))
            if is_other and name not in found.get(key, []):
                found.setdefault(key, []).append(name)
    return found


def _named(one: Edition) -> dict[str, str]:
    return {key: name for made in one.maps[:1] for key, name in zip(made.answer.table["area_key"], made.answer.table["name"], strict=True)}


def _portraits(one: Edition, also: dict[str, list[str]]) -> str:
    """One area: its figure of each measure, beside the range of the areas; filled in from the table below."""
    names = [*_named(one).values(), *(name for names in also.values() for name in names)]
    options = "".join(f'<option value="{text.html(name)}">' for name in names)
    ident = f"who-{one.language}"
    return (
        f'<div class="js-only"><label for="{ident}">{text.html(say("choose.area_search", one.language))}</label><input class="who" id="{ident}" list="{ident}-list" autocomplete="off">'
        f'<datalist id="{ident}-list">{options}</datalist></div><div class="portrait" aria-live="polite"></div>'
        f'<p class="small"><a href="#tables-{one.language}">{text.html(say("export.snapshot_all_areas", one.language))}</a></p>'
    )


def _areas(one: Edition, also: dict[str, list[str]]) -> str:
    """Every area and every measure in one table; the long form of each figure, with its interval, is for the portrait."""
    if not one.maps:
        return ""
    language = one.language
    heads, columns = [], []
    for made in one.maps:
        table, caption, decimals = made.answer.table, made.caption, made.drawing.indicator.decimals if made.drawing else made.decimals
        shown = table[table["status"] == "published"]["value"]
        span = numbers.join_unit(numbers.span(shown.min(), shown.max(), language, decimals), caption.unit, language) if len(shown) else numbers.NONE
        about = f"{labelled(say('brief.range', language), span, language)} · {caption.period}"
        heads.append(f'<th scope="col" class="n" data-title="{text.html(caption.subtitle)}" data-about="{text.html(about)}">{text.html(parts.measure(made))}, {text.html(caption.period)}</th>')
        columns.append(dict(zip(table["area_key"], _cells(made, decimals, language), strict=True)))
    first = one.maps[0].answer.table
    blank = f"<td>{numbers.NONE}</td>"
    order = sorted(range(len(first)), key=lambda at: text.natural(first["name"].iat[at]))
    rows = "".join(
        f'<tr><th scope="row"{_data_also(also.get(first["area_key"].iat[at]))}>{text.html(first["name"].iat[at])}</th>{"".join(column.get(first["area_key"].iat[at], blank) for column in columns)}</tr>' for at in order
    )
    caption_words = text.html(f"{one.level} ({numbers.number(len(first), language)})")
    head = f'<thead><tr><th scope="col">{text.html(say("table.area", language))}</th>{"".join(heads)}</tr></thead>'
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{caption_words}"><table class="areas"><caption>{caption_words}</caption>{head}<tbody>{rows}</tbody></table></div>'


def _data_also(names: list[str] | None) -> str:
    return f' data-also="{text.html("|".join(names))}"' if names else ""


def _cells(made: Exhibit, decimals: int, language: str) -> Sequence[str]:
    table, unit = made.answer.table, made.caption.unit
    found = []
    for value, low, high, status in zip(table["value"], table["ci_low"], table["ci_high"], table["status"], strict=True):
        if status != "published" or numbers.is_missing(value):
            found.append(f"<td>{text.html(say(f'status.{status}', language))}</td>")
            continue
        shown = text.html(numbers.number(value, language, decimals))
        long = numbers.with_unit(value, unit, language, decimals)
        if not numbers.is_missing(low) and not numbers.is_missing(high):
            long += f" ({numbers.span(low, high, language, decimals)})"
        found.append(f'<td class="n" data-long="{text.html(long)}">{shown}</td>')
    return found


def _whole(one: Edition) -> str:
    language = one.language
    if one.whole.empty:
        return f"<p>{text.html(say('export.nothing', language))}</p>"
    keys = {"measure": "choose.indicator", "group": "table.group", "value": "table.value", "interval": "table.interval", "period": "table.period"}
    head = "".join(f'<th role="columnheader" scope="col">{text.html(say(keys[name], language))}</th>' for name in one.whole)
    rows = "".join(
        f'<tr role="row"><th role="rowheader" scope="row">{text.html(row[0])}</th>{"".join(f"<td role=cell>{text.html(cell)}</td>" for cell in row[1:])}</tr>' for row in one.whole.itertuples(index=False)
    )
    label = text.html(say("export.snapshot_whole", language))
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table class="stack" role="table"><caption>{text.html(one.place_name)}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>'


def _sources(one: Edition) -> str:
    said = [f"{source.line}. {source.licence}" + (f" ({day(source.retrieved_on, one.language)})" if source.retrieved_on else "") for source in one.sources]
    return f"<ul>{''.join(f'<li>{text.html(line)}</li>' for line in said)}</ul>"


def _lacking(one: Edition) -> str:
    """What has no words in this language, listed; nothing is translated by a machine."""
    if one.language == "en":
        return ""
    missing = catalogue.missing(one.language)
    if not one.lacking and not missing:
        return ""
    label = text.html(say("export.lacking", one.language, count=len(one.lacking) + len(missing)))
    return f'<details class="small"><summary>{label}</summary><p lang="en-CA">{text.html("; ".join(one.lacking))}</p><p lang="en-CA">{text.html(json.dumps(missing, ensure_ascii=False)[1:-1]) if len(missing) < 80 else ""}</p></details>'
