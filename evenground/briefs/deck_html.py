"""A deck as one HTML file that presents itself: arrow keys or a presenter's remote, notes in a second window, no network.

Letters are 24 pixels or more and every difference shows in black and white. Without scripts the slides follow one another
as a document, and that is how they print: one to a page, with their notes.
"""

from __future__ import annotations

from collections.abc import Sequence

from evenground.answers.exhibit import Deck, Exhibit
from evenground.briefs import page, parts
from evenground.briefs.vector_map import hatches
from evenground.catalog.words import say
from evenground.look import text
from evenground.look.dates import day

WIDE, TALL = 1180, 500
BESIDE = 800
MOST_ROWS = 9

CSS = """
:root{--accent:ACCENT;--ink:#1b1b1f;--muted:#45454e;--pale:#f1f0f5}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--ink);font-family:'Noto Sans','Noto Sans Canadian Aboriginal',Arial,sans-serif;font-size:24px;line-height:1.35}
section{min-height:100vh;padding:2.2vh 3vw 1.2vh;border-top:12px solid var(--accent);display:flex;flex-direction:column;gap:1.1vh;position:relative;overflow:hidden}
section>*{min-width:0}
h1{font-size:clamp(40px,5vw,84px);line-height:1.15;margin:0}
h2{font-size:clamp(30px,3vw,58px);line-height:1.18;margin:0;padding-right:1em;overflow-wrap:anywhere}
.measure{margin:0;color:var(--muted);display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;flex:none}
h2.long{font-size:clamp(27px,2.3vw,46px)}
.body{flex:1;display:flex;gap:2vw;align-items:flex-start;min-height:0}
.body>.figure{flex:1 1 64%;min-width:0;max-height:100%;align-self:stretch}
.body>.said{flex:1 1 32%;min-width:0}
.said p{margin:0 0 .6em}
.wide .figure{flex-basis:100%}
svg{max-width:100%;height:auto}
.figure>svg{width:100%;max-height:100%}
.map{display:flex;gap:2vw;align-items:flex-start}
.map{height:100%}.map>svg{flex:1 1 60%;min-width:0;max-height:100%}
.key{flex:0 1 36%}
.key p{margin:.1em 0}
.key ul{list-style:none;margin:.2em 0;padding:0}
.key li svg{vertical-align:-3px}
.big{font-size:clamp(90px,13vw,260px);font-weight:700;line-height:1;color:var(--accent);margin:0 0 .15em}
.number p{margin:.1em 0}
.statement p{font-size:clamp(28px,2.6vw,48px);margin:0 0 .6em}
.ask{background:var(--accent);color:#fff;font-weight:700;padding:.5em .8em;margin:0;font-size:clamp(24px,2vw,40px)}
.ask.only{font-size:clamp(32px,3.4vw,64px);padding:1em}
footer{margin-top:auto;color:var(--muted)}
footer p{margin:0;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
footer p:last-child{-webkit-line-clamp:1}
.logo{position:absolute;right:2vw;top:1.6vh;height:min(9vh,90px);max-width:16vw;object-fit:contain}
.has-logo h2{padding-right:12vw}
.mark{position:absolute;left:8%;top:44%;transform:rotate(-18deg);font-size:11vw;font-weight:700;color:#c2185b;opacity:.2;pointer-events:none;text-transform:uppercase}
table{border-collapse:collapse;width:100%}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:left;padding:.22em .5em;border-bottom:1px solid #c9c9d2;font-variant-numeric:tabular-nums;font-weight:400}
thead th{background:var(--accent);color:#fff;font-weight:700}
.n{text-align:right}
aside{background:var(--pale);border-top:3px solid var(--accent);padding:.6em 3vw;white-space:pre-line;max-height:32vh;overflow:auto}
nav{position:fixed;right:1vw;bottom:1vh;display:none;gap:6px;z-index:5}
nav{background:#fff}nav button{font:inherit;min-width:48px;min-height:48px;border:2px solid var(--accent);background:#fff;color:var(--accent);cursor:pointer}
nav button:focus-visible{outline:4px solid #c25e00}
nav output{align-self:center;padding:0 .4em}
.live section{display:none;height:100vh}
.live section.on{display:flex}
.live nav{display:flex}
.live aside{display:none}
.live.noted aside.on{display:block;position:fixed;left:0;right:0;bottom:0;z-index:4;padding-right:20vw}
.live.dark section{visibility:hidden}.live.dark{background:#000}
nav{transition:opacity .3s}
.live:not(.moved) nav:not(:focus-within){opacity:0}
@media (hover:none){.live:not(.moved) nav{opacity:1}.live footer{padding-bottom:60px}}
@media (max-width:900px){.body,.map{flex-direction:column}.live section.on{height:auto;min-height:100vh;overflow:visible}.live footer{padding:0 0 70px}.figure,.said,.map>svg,.key{width:100%;flex-basis:auto}}
@media print{@page{size:landscape;margin:0}.live section,section{display:flex!important;height:100vh;min-height:0;break-after:page}nav{display:none!important}aside,.live aside{display:block!important;position:static!important;max-height:none;break-after:page;font-size:14px;background:#fff}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""

SCRIPT = """
(function(){
var b=document.body,s=[].slice.call(document.querySelectorAll('section')),a=[].slice.call(document.querySelectorAll('aside')),o=document.querySelector('nav output'),w=null,i=0;
b.classList.add('live');
function tell(){if(!w||w.closed)return;var d=w.document;d.body.textContent='';
 var h=d.createElement('h1');h.textContent=(i+1)+' / '+s.length+'  '+s[i].dataset.title;d.body.appendChild(h);
 var p=d.createElement('pre');p.textContent=a[i].textContent;d.body.appendChild(p);
 var n=d.createElement('h2');n.textContent=i+1<s.length?b.dataset.next+' '+s[i+1].dataset.title:'';d.body.appendChild(n);}
function show(n,quiet){i=Math.max(0,Math.min(s.length-1,n));s.forEach(function(e,k){e.classList.toggle('on',k===i)});a.forEach(function(e,k){e.classList.toggle('on',k===i)});
 o.textContent=(i+1)+' / '+s.length;if(!quiet){try{history.replaceState(null,'','#'+(i+1))}catch(e){}}tell();}
function second(){w=window.open('','evenground-notes','width=900,height=700');if(!w)return;w.document.title=b.dataset.notes;
 var st=w.document.createElement('style');st.textContent='body{font:24px/1.4 sans-serif;padding:1em}pre{font:inherit;white-space:pre-wrap}h1{font-size:30px}h2{font-size:24px;color:#444}';w.document.head.appendChild(st);
 w.document.addEventListener('keydown',key);tell();}
function full(){if(document.fullscreenElement)document.exitFullscreen();else if(document.documentElement.requestFullscreen)document.documentElement.requestFullscreen().catch(function(){})}
function key(e){if(e.ctrlKey||e.metaKey||e.altKey)return;var k=e.key,on=e.target&&e.target.tagName==='BUTTON'&&(k===' '||k==='Enter');if(on)return;
 if(k==='ArrowRight'||k==='ArrowDown'||k==='PageDown'||k===' '||k==='Enter')show(i+1);
 else if(k==='ArrowLeft'||k==='ArrowUp'||k==='PageUp'||k==='Backspace')show(i-1);
 else if(k==='Home')show(0);else if(k==='End')show(s.length-1);
 else if(k==='n'||k==='N')b.classList.toggle('noted');else if(k==='w'||k==='W')second();else if(k==='f'||k==='F')full();
 else if(k==='b'||k==='B'||k==='.')b.classList.toggle('dark');else return;e.preventDefault();}
document.addEventListener('keydown',key);
document.querySelector('nav').addEventListener('click',function(e){var c=e.target.closest('button');if(!c)return;var d=c.dataset.do;
 if(d==='next')show(i+1);if(d==='back')show(i-1);if(d==='notes')b.classList.toggle('noted');if(d==='second')second();if(d==='full')full();});
var t=0;function moved(){b.classList.add('moved');clearTimeout(t);t=setTimeout(function(){b.classList.remove('moved')},2500)}
document.addEventListener('mousemove',moved);
var x=0;document.addEventListener('touchstart',function(e){x=e.touches[0].clientX},{passive:true});
document.addEventListener('touchend',function(e){var d=e.changedTouches[0].clientX-x;if(Math.abs(d)>80)show(i+(d<0?1:-1))},{passive:true});
window.addEventListener('hashchange',function(){show((parseInt(location.hash.slice(1),10)||1)-1,true)});
show((parseInt(location.hash.slice(1),10)||1)-1,true);
})();
"""


def deck_html(deck: Deck) -> bytes:
    """The deck as one file.

    Keys: right, down, space, page down (next); left, up, page up (back); home, end; N notes, W notes in a second window, F full
    screen, B a dark screen.
    """
    slides = [_cover(deck), *(_slide(deck, exhibit) for exhibit in deck.exhibits), *_methods(deck)]
    body = [hatches()]
    for at, (title, content, notes) in enumerate(slides, start=1):
        logo = " has-logo" if deck.logo else ""
        said = text.html(title)
        body.append(f'<section id="s{at}" class="slide{logo}" data-title="{said}" aria-label="{text.html(say("export.page", deck.language, page=at, pages=len(slides)))}: {said}">{content}</section>')
        body.append(f"<aside>{_lines(notes)}</aside>")
    css = CSS.replace("ACCENT", parts.accent(deck))
    made = page.document(deck.language, deck.title, css, "".join(body) + _nav(deck.language), SCRIPT)
    told = f' data-next="{text.html(say("export.next_up", deck.language))}" data-notes="{text.html(say("export.notes_window", deck.language))}"'
    return made.replace(b"<body>", f"<body{told}>".encode(), 1)


def _lines(notes: Sequence[str]) -> str:
    return "\n".join(text.html(one) for one in notes if one)


def _cover(deck: Deck) -> tuple[str, str, list[str]]:
    who = " · ".join(part for part in (deck.place_name, day(deck.made_on, deck.language), deck.owner, deck.mailbox) if part)
    content = (
        f'{_logo(deck)}<div style="margin:auto 0"><h1{page.lang(deck.title, deck.language)}>{text.html(deck.title)}</h1>'
        f'<p class="measure" style="font-size:32px">{text.html(deck.subtitle)}</p><p>{text.html(who)}</p></div><footer>{page.foot(deck, None)}</footer>'
    )
    return deck.title, content, [deck.subtitle, who]


def _slide(deck: Deck, exhibit: Exhibit) -> tuple[str, str, list[str]]:
    title, said = parts.headline(exhibit), parts.body(exhibit, 2, 300)
    only_ask = exhibit.kind == "statement" and exhibit.ask and not said
    figure = page.figure(exhibit, BESIDE if said else WIDE, TALL - (60 if exhibit.ask else 0), 24, most_rows=MOST_ROWS)
    beside = f'<div class="said">{page.paragraphs(said, deck.language)}</div>' if said else ""
    if exhibit.kind == "statement" or not figure:
        content = f'<div class="body statement"><div>{page.paragraphs(parts.body(exhibit, 4, 700), deck.language)}</div></div>' if not only_ask else ""
    elif exhibit.kind == "table":
        content = f'<div class="body wide"><div class="figure">{figure}</div></div>'
    else:
        content = f'<div class="body{"" if said else " wide"}"><div class="figure">{figure}</div>{beside}</div>'
    ask = f'<p class="ask{" only" if only_ask else ""}">{text.html(say("export.ask", deck.language))} {text.html(exhibit.ask)}</p>' if exhibit.ask else ""
    mark = f'<div class="mark" aria-hidden="true">{text.html(say("export.demonstration", deck.language))}</div>' if exhibit.is_demonstration else ""
    long = ' class="long"' if len(title) > 110 else ""
    made = (
        f'{_logo(deck)}<h2{page.lang(title, deck.language)}{long}>{text.html(title)}</h2><p class="measure">{text.html(parts.context(exhibit))}</p>'
        f"{content}{ask}{mark}<footer>{page.foot(deck, exhibit)}</footer>"
    )
    return title, made, parts.notes(deck, exhibit)


def _methods(deck: Deck) -> list[tuple[str, str, list[str]]]:
    """Methods and sources, a few paragraphs to a slide; the rest of each is in its notes."""
    made = []
    title = say("export.methods", deck.language)
    for start in range(0, len(deck.methods), 3):
        some = deck.methods[start : start + 3]
        said = "".join(f"<p><b>{text.html(heading)}.</b> {text.html(text.shortened(words, 360))}</p>" for heading, words in some)
        made.append((title, f'<h2>{text.html(title)}</h2><div class="body"><div>{said}</div></div><footer>{page.foot(deck, None)}</footer>', [f"{h}. {w}" for h, w in some]))
    sources = [f"{one.line}. {one.licence}" for one in deck.sources]
    title = say("export.sources", deck.language)
    for start in range(0, len(sources), 5):
        some = sources[start : start + 5]
        said = "".join(f"<li>{text.html(text.shortened(one, 220))}</li>" for one in some)
        made.append((title, f'<h2>{text.html(title)}</h2><div class="body"><ul>{said}</ul></div><footer>{page.foot(deck, None)}</footer>', some))
    return made


def _logo(deck: Deck) -> str:
    return page.image(deck.logo, say("export.logo", deck.language, place=deck.place_name or deck.place), "logo") if deck.logo else ""


def _nav(language: str) -> str:
    buttons = [("back", "‹", "shell.back"), ("next", "›", "shell.next"), ("notes", "N", "export.notes_here"), ("second", "W", "export.notes_window"), ("full", "F", "export.full")]
    made = "".join(f'<button type="button" data-do="{do}" aria-label="{text.html(say(key, language))}" title="{text.html(say(key, language))}">{sign}</button>' for do, sign, key in buttons)
    return f'<nav aria-label="{text.html(say("export.controls", language))}">{made}<output aria-live="polite"></output></nav>'
