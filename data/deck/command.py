"""What command `brief` does: a view, a book, or a view for each field office, as files."""

import argparse
import sys
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from data import i18n
from data.briefing import profiles
from data.briefs import briefs
from data.deck import batch, bound, formats
from data.deck.address import Address, view_of
from data.deck.pages import page_of
from data.deck.pages.asked import Asked
from data.deck.pages.findings import PROFILE
from data.errors import InputError
from data.filters import query_values
from data.i18n import _
from data.mission import Mission
from data.progress import Bar
from data.scene import Scene

DEFAULT_ENDING = ".pptx"


def brief(args: argparse.Namespace, scene: Scene, where: Address) -> dict[str, object]:
    """Write what was asked for: file, pages, version; and for each field office its file."""
    i18n.use(scene.filters.lang)
    made_on = args.date or formats.today()
    own = where.own | ({PROFILE: args.profile} if args.profile else {})
    if not scene.filters.areas and (areas := profiles.chosen(scene.snapshot, own.get(PROFILE)).areas):
        scene = replace(scene, filters=replace(scene.filters, areas=areas))
    asked = Asked(scene, where.view, own, scene.snapshot.settings.public_url)
    if args.each_office:
        return _each_office(args, asked, made_on)
    if args.format:
        raise InputError(_("--format goes with --each-office; else the ending of --out says the format."))
    formats.ending_of(args.out)
    pages = bound.pages_of_book(scene, args.book) if args.book else [page_of(scene, where.view, own, asked.base_url)]
    formats.write(pages, args.out, made_on)
    return {"file": str(args.out), "pages": len(pages), "version": scene.snapshot.number}


def meant(where: Address, mission: Mission) -> Address:
    """The view itself; where a short link names it (`/?brief=…`) the one kept, or an InputError where none is."""
    query = query_values("?" + where.query)
    name = query.get("brief", [""])[0]
    if not name:
        return where
    found = briefs.find(mission, name)
    if found is None:
        raise InputError(briefs.missing(mission, name))
    spoken = {"lang": query["lang"]} if "lang" in query else {}
    return Address(view_of(found.path), urlencode(found.values | spoken, doseq=True))


def _each_office(args: argparse.Namespace, asked: Asked, made_on: date) -> dict[str, object]:
    if args.book:
        raise InputError(_("--book and --each-office are two different things: give one of them."))
    ending = f".{(args.format or DEFAULT_ENDING).lstrip('.')}"
    files = []
    with Bar() as bar:
        for made in batch.each_office(asked, args.out, ending, made_on):
            files.append({"office": made.office_id, "name": made.name, "file": str(made.file)})
            bar.step(_("Files for field offices"), made.done / made.of)
    left = set(asked.shot.table("field_offices")["name"]) - {own["name"] for own in files}
    if left:
        words = _("No file for offices that name no area: {names}.")
        print(words.format(names=", ".join(sorted(left))), file=sys.stderr)
    return {"file": str(args.out), "pages": len(files), "version": asked.shot.number, "files": files}
