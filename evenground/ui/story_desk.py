"""Writing stories on the screen: the button that every page has, and the desk where a story is put in order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from evenground.answers.snapshot import snapshot
from evenground.answers.stories import saved, story
from evenground.answers.stories.checked import unsupported
from evenground.answers.stories.deck import Shown, fresh
from evenground.answers.stories.lacking import lacking
from evenground.answers.stories.saved import Saved
from evenground.answers.stories.story import Item, Story, in_language
from evenground.answers.stories.views import KINDS
from evenground.briefs import presentation
from evenground.briefs.made import MAKERS, SHEET_ENDING, can_make, maker
from evenground.briefs.snapshot import snapshot_html
from evenground.catalog.words import spoken_as
from evenground.look.text import markdown
from evenground.ui import cached_story, present, scope
from evenground.ui.audience import audience
from evenground.ui.scope import Scope
from evenground.warehouse import story_files
from evenground.warehouse.releases import released

KEY = "story"
ENDINGS = {".pptx": ("slides", "slideshow"), ".pdf": ("fact_sheet", "description"), ".xlsx": ("workbook", "table_view"), ".html": ("snapshot", "offline_pin")}


# The button on every page


def add_button(view: Scope, kind: str, choices: dict[str, str], key: str = "") -> None:
    """A button that puts what a page shows into the story that is open; analysts only, because it writes a file.

    `choices` are those of the view as `answers.stories.views` reads them; the view's release is kept with them.
    """
    if audience() == "analyst":
        st.button(
            view.say("brief.add"), key=f"add-to-story-{key or kind}", icon=":material/playlist_add:", on_click=_add, args=(view, Item(view=kind, choices=choices)),
        )  # fmt: skip


def _add(view: Scope, item: Item) -> None:
    place = view.folder.id
    try:
        made = fresh(item, view.release)
    except (KeyError, IndexError) as absent:
        st.toast(markdown(str(absent.args[0])), icon=":material/error:")
        return
    with story_files.writing(place):
        one = _own(view)
        saved.save(place, story.added(one, made))
    _open(one.id)
    st.toast(markdown(view.say("brief.added", title=in_language(one.title, view.language))), icon=":material/playlist_add_check:")


def _own(view: Scope) -> Story:
    """The story that is open, when it was written here; otherwise the latest one that was, or a new one."""
    found = saved.stories(view.folder.id)
    name = st.session_state.get(KEY, scope.in_address(KEY))
    if name in found and not found[name].is_ready:
        return found[name].story
    own = [one.story for one in found.values() if not one.is_ready]
    if own and name not in found:
        return own[-1]
    title = view.say("brief.first_title")
    return Story(id=saved.free_name(view.folder.id, title), title={view.language: title})


def _open(name: str) -> None:
    st.session_state[KEY] = name
    scope.add_to_address(story=name)


# The desk


def choose(view: Scope) -> Saved | None:
    """The story that is worked on: the one that the address names, else the first."""
    found = present.openable(view.folder.id)
    asked = st.session_state.get(KEY, scope.in_address(KEY))
    if asked and asked not in found:
        st.info(view.say("brief.address_unknown"))
        st.session_state.pop(KEY, None)
    if not found:
        st.info(view.say("brief.none"))
        return None
    name = scope.choose(KEY, view.say("brief.story"), list(found), next(iter(found)), lambda key: _title(view, found[key]))
    scope.add_to_address(story=name)
    return found[name]


def _title(view: Scope, one: Saved) -> str:
    title = in_language(one.story.title, view.language)
    if one.is_ready:
        return view.say("brief.ready", title=title)
    return title if one.story.audience == "public" else view.say("brief.draft", title=title)


def may_edit(one: Saved) -> bool:
    return audience() == "analyst" and not one.is_ready


def head(view: Scope, one: Saved) -> None:
    """Title, who says it, and what can be done with the whole of it."""
    words = one.story
    st.header(markdown(in_language(words.title, view.language)))
    said = (in_language(words.subtitle, view.language), in_language(words.owner, view.language), view.say("brief.items", count=len(words.items)))
    st.caption(markdown(" · ".join(part for part in said if part)))
    with st.container(horizontal=True):
        st.link_button(
            view.say("brief.present"), present.address(view.folder.id, one.name, view.language), icon=":material/slideshow:", help=view.say("brief.present_help"),
        )  # fmt: skip
        if audience() == "analyst" and one.is_ready:
            st.button(view.say("brief.copy"), key="copy-story", icon=":material/edit_note:", on_click=_copy, args=(view, one))
    if audience() == "public":
        st.caption(view.say("brief.public_note"))
    elif one.is_ready:
        st.caption(view.say("brief.ready_note"))


def without_translation(view: Scope, one: Saved, items: list[Shown]) -> None:
    """Texts of the story that its reader meets in another language."""
    absent = lacking(one.story, items, view.language)
    if absent:
        with st.expander(view.say("brief.lacking", count=len(absent)), icon=":material/translate:"):
            st.markdown("\n".join(f"- {markdown(one)}" for one in absent))


def _copy(view: Scope, one: Saved) -> None:
    title = view.say("brief.copied", title=in_language(one.story.title, view.language))
    with story_files.writing(view.folder.id):
        made = saved.copy(view.folder.id, one.name, title, view.language)
    _open(made.id)


def take_away(view: Scope, one: Saved) -> None:
    """Files of the story; each is made when it is asked for."""
    st.markdown(f"**{view.say('brief.take_away')}**")
    with st.container(horizontal=True):
        for ending, (word, icon) in ENDINGS.items():
            if not can_make(ending):
                continue
            st.download_button(
                view.say(f"brief.{word}"), partial(_file, view, one, ending), file_name=f"{view.folder.id}-{one.name}{ending}", mime=MAKERS[ending][2],
                key=f"take-{word}", icon=f":material/{icon}:", on_click="ignore",
            )  # fmt: skip
        with st.popover(view.say("brief.fact_sheet_more"), icon=":material/print:"):
            for option in ("large_print", "black_and_white"):
                st.download_button(
                    view.say(f"brief.{option}"), partial(_file, view, one, SHEET_ENDING, option), file_name=f"{view.folder.id}-{one.name}-{option.replace('_', '-')}{SHEET_ENDING}",
                    mime=MAKERS[SHEET_ENDING][2], key=f"take-{option}", icon=":material/description:", on_click="ignore",
                )  # fmt: skip
        st.download_button(
            view.say("brief.file"), one.file.read_bytes, file_name=one.file.name, mime="text/yaml", key="take-file", icon=":material/data_object:", on_click="ignore",
        )  # fmt: skip


def _file(view: Scope, one: Saved, ending: str, option: str = "") -> bytes:
    return maker(ending, **({option: True} if option else {}))(present.made(view.folder.id, one.name, view.language))


def whole_place(view: Scope) -> None:
    """The place as one file for a phone: always the public's figures, whoever takes it away."""
    place = view.folder.id
    if not released(place, "public"):
        st.caption(view.say("brief.place_snapshot_none"))
        return
    st.download_button(
        view.say("brief.place_snapshot"), spoken_as(view.folder.folder, lambda: snapshot_html(snapshot(place, present.today(place)))), file_name=f"{place}.html", mime="text/html",
        key="take-place", icon=":material/offline_pin:", help=view.say("brief.place_snapshot_help"), on_click="ignore",
    )  # fmt: skip


def slides(view: Scope, one: Saved) -> list[Shown]:
    """Every item as its slide, in small, with what can be done with it; the items as they are shown."""
    drawn_items: list[Shown] = []
    st.html(f"<style>{presentation.slide_style()} .eg-preview {{ font-size: 12px; min-height: 27em; }}</style>")
    for at, (item, drawn) in enumerate(cached_story.slides(one.story, view.release, view.language, present.today(view.folder.id))):
        with st.container(key=f"slide-{at}"):
            _slide(view, one, at, item, drawn)
        drawn_items.append(item)
    return drawn_items


def _slide(view: Scope, one: Saved, at: int, item: Shown, drawn: str) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.html(f'<div class="eg-preview" role="group" aria-label="{at + 1}">{drawn}</div>')
    with right:
        st.markdown(f"**{at + 1} · {view.say(f'brief.kind_{item.item.view}') if item.item.view in KINDS else markdown(item.item.view)}**")
        if item.exhibit.changed:
            st.warning(markdown(item.exhibit.changed), icon=":material/update:")
            if may_edit(one):
                st.button(view.say("brief.update"), key=f"update-{at}", icon=":material/update:", on_click=_update, args=(view, one, at))
        slips = unsupported(item)
        if slips:
            st.warning(markdown(view.say("brief.unsupported", figures=", ".join(slips))), icon=":material/fact_check:")
        if item.exhibit.note:
            st.caption(f"{view.say('brief.note')}: {markdown(item.exhibit.note)}")
        if item.exhibit.headline != item.proposed and item.proposed:
            st.caption(markdown(view.say("brief.proposed", headline=item.proposed)))
        if may_edit(one):
            _tools(view, one, at)
        _page_link(view, item.item)
    if may_edit(one) and st.session_state.get("editing") == (one.name, at):
        _form(view, one, at, item)


def _page_link(view: Scope, item: Item) -> None:
    """The view on its own page, in another tab: an address holds all of its choices."""
    page = KINDS[item.view].page if item.view in KINDS else ""
    if page:
        query = urlencode({"place": view.folder.id, "lang": view.language} | item.choices)
        st.link_button(view.say("brief.see_page"), f"/{page if page != 'overview' else ''}?{query}", type="tertiary", icon=":material/open_in_new:")


def _tools(view: Scope, one: Saved, at: int) -> None:
    last = len(one.story.items) - 1
    does: tuple[tuple[str, str, Callable[[Story], Story], bool], ...] = (
        ("up", "arrow_upward", lambda now: story.moved(now, at, at - 1), at == 0),
        ("down", "arrow_downward", lambda now: story.moved(now, at, at + 1), at == last),
        ("double", "content_copy", lambda now: story.doubled(now, at), False),
        ("remove", "delete", lambda now: story.without(now, at), False),
    )
    with st.container(horizontal=True):
        st.button(view.say("brief.edit"), key=f"edit-{at}", icon=":material/edit:", on_click=st.session_state.__setitem__, args=("editing", (one.name, at)))
        for word, icon, change, is_off in does:
            st.button(
                view.say(f"brief.{word}"), key=f"{word}-{at}", icon=f":material/{icon}:", on_click=_change, args=(view, one, change), disabled=is_off,
            )  # fmt: skip


def _change(view: Scope, one: Saved, change: Callable[[Story], Story]) -> bool:
    """Change a story's file, unless somebody else did since this page was drawn."""
    with story_files.writing(view.folder.id):
        now = saved.stories(view.folder.id).get(one.name)
        if now is None or now.story != one.story:
            st.toast(view.say("brief.changed_meanwhile"), icon=":material/sync_problem:")
            return False
        saved.save(view.folder.id, change(now.story))
    st.session_state.pop("editing", None)
    return True


def _update(view: Scope, one: Saved, at: int) -> None:
    made = fresh(one.story.items[at], view.release)
    if _change(view, one, lambda now: story.changed(now, at, release=made.release, hash=made.hash)):
        st.toast(view.say("brief.updated"), icon=":material/check:")


def _form(view: Scope, one: Saved, at: int, item: Shown) -> None:
    """The words of one item: the headline beside the one that the data propose, the note, the ask."""
    own, language = item.item, view.language
    with st.form(f"words-{at}"):
        if item.proposed:
            st.caption(markdown(view.say("brief.proposed", headline=item.proposed)))
        texts = {
            name: st.text_area(view.say(f"brief.{name}"), value=getattr(own, name).get(language, ""), key=f"{name}-{one.name}-{at}", height=80)
            for name in ("headline", "note", "ask")
        }
        asked = own.demonstration_asked
        if item.exhibit.is_demonstration:
            asked = st.checkbox(view.say("brief.demonstration_ask"), value=asked)
        if st.form_submit_button(view.say("brief.save"), icon=":material/save:"):
            words = {name: _with(getattr(own, name), language, text) for name, text in texts.items()}
            if _change(view, one, lambda now: story.changed(now, at, **words, demonstration_asked=asked)):
                st.rerun()


def _with(words: dict[str, str], language: str, text: str) -> dict[str, str]:
    """A writer's text with other words in one language; empty words take the language out."""
    return {key: value for key, value in (words | {language: text.strip()}).items() if value}


def more_slides(view: Scope, one: Saved) -> None:
    """What is new since the last meeting, and a slide in one's own words."""
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        since = st.date_input(view.say("brief.since_day"), value=None, key="since-day", format="YYYY-MM-DD")
        st.button(
            view.say("brief.since_add"), key="since-add", icon=":material/event_upcoming:", disabled=since is None, on_click=_add,
            args=(view, Item(view="since", choices={"since": since.isoformat() if since else ""})),
        )  # fmt: skip
    with right:
        st.button(
            view.say("brief.statement_add"), key="statement-add", icon=":material/title:", on_click=_change,
            args=(view, one, lambda now: story.added(now, Item(view="statement", headline={view.language: view.say("brief.kind_statement")}))),
        )  # fmt: skip


def settings(view: Scope, one: Saved) -> None:
    """Title, line below it, who says it, who may open it; and taking the story away."""
    with st.expander(view.say("brief.words"), icon=":material/tune:"), st.form("story-words"):
        texts = {
            name: st.text_input(view.say(f"brief.{name}"), value=getattr(one.story, name).get(view.language, ""), key=f"{name}-of-{one.name}")
            for name in ("title", "subtitle", "owner")
        }
        audiences = ("analyst", "public")
        may = st.radio(view.say("brief.audience"), audiences, index=audiences.index(one.story.audience), format_func=lambda key: view.say(f"brief.audience_{key}"), key=f"audience-of-{one.name}")
        if st.form_submit_button(view.say("brief.save"), icon=":material/save:"):
            words = {name: _with(getattr(one.story, name), view.language, text) for name, text in texts.items()}
            words["title"] = words["title"] or one.story.title
            if _change(view, one, lambda now: now.but(**words, audience=may)):
                st.rerun()
    st.button(view.say("brief.remove_story"), key="remove-story", icon=":material/delete_forever:", type="tertiary", on_click=_remove, args=(view, one))


def _remove(view: Scope, one: Saved) -> None:
    with story_files.writing(view.folder.id):
        story_files.remove(view.folder.id, one.name)
    st.session_state.pop(KEY, None)
    scope.add_to_address(story="")
    st.toast(view.say("brief.removed"), icon=":material/delete:")


def new(view: Scope) -> None:
    """Start an empty story under a title."""
    if audience() == "public":
        return
    with st.form("new-story", clear_on_submit=True):
        title = st.text_input(view.say("brief.new_title"), key="new-story-title")
        if st.form_submit_button(view.say("brief.new_start"), icon=":material/add:") and title.strip():
            with story_files.writing(view.folder.id):
                made = Story(id=saved.free_name(view.folder.id, title), title={view.language: title.strip()})
                saved.save(view.folder.id, made)
            st.session_state["open_next"] = made.id
            st.rerun()


def open_new() -> None:
    """Open the story that was started on the last run; a choice cannot be set once it is drawn."""
    if "open_next" in st.session_state:
        _open(st.session_state.pop("open_next"))
