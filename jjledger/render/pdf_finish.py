"""What WeasyPrint leaves to be done before a PDF is written: two standards at once, and the files it carries.

It keeps to one standard at a time, lists each embedded file twice, guesses a file's kind from lists that differ
between machines, and leaves the colour profile open behind it. All of it is put right through its finisher, on
the objects of the PDF.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files as package_files
from typing import Any, Final, Literal

import pydyf

# PDF/A describes every field of the metadata that it does not know itself, and PDF/UA's it does not know.
_ACCESSIBLE: Final = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_END: Final = b"</rdf:RDF>"
_BEGIN: Final = b"\nstream\n"  # between what is said of a stream and the stream
_LEVEL: Final = 6  # of zlib; 9 takes twice as long for 160 bytes in 75,000
_PROFILE: Final = "sRGB2014.icc"  # the International Color Consortium's own, which comes with WeasyPrint


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file that a PDF carries."""

    name: str
    mime: str
    description: str
    relationship: Literal["Source", "Data", "Supplement"]  # to the PDF, in its own words
    data: bytes
    day: date  # of the file; never the present, so that the PDF stays the same


def finish(pdf: pydyf.PDF, files: Sequence[Embedded]) -> None:
    """Make a PDF/A-3a of WeasyPrint one of PDF/UA-1 as well, and put its files in order.

    Args:
        pdf: the PDF before it is written.
        files: what it carries, in the order in which WeasyPrint was given them.
    """
    _declare_accessible(pdf)
    _declare_colours(pdf)
    specs = [
        one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/Filespec"
    ]
    for spec, file in zip(specs, files, strict=True):
        spec["AFRelationship"] = f"/{file.relationship}"
        stream = _object(pdf, spec["EF"]["F"])
        stream.extra["Subtype"] = f"/{file.mime.replace('/', '#2f')}"
    if specs:
        pdf.catalog["AF"] = pydyf.Array(spec.reference for spec in specs)


def pack(pdf: pydyf.PDF, but: Collection[int] = ()) -> None:
    """Compress and write down what a PDF holds; it would be done twice otherwise, to write it and to number the PDF.

    Args:
        pdf: the PDF before it is written.
        but: numbers of objects that are still to be changed.
    """
    for number, one in enumerate(pdf.objects):
        if number not in but and one.free != "f":
            pdf.objects[number] = packed(one) if isinstance(one, pydyf.Stream) else _Written(one)


def packed(stream: pydyf.Stream) -> pydyf.Stream:
    """Compress and write down a stream as it is now."""
    return _Packed(stream)


class _Written(pydyf.Object):  # type: ignore[misc] # pydyf has no types
    """An object that is not changed any more."""

    data = b""  # in place of the property of all other objects

    def __init__(self, one: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.data = one.number, one.generation, one.data


class _Packed(pydyf.Stream):  # type: ignore[misc] # pydyf has no types
    """A stream that is not changed any more."""

    data = b""  # as above

    def __init__(self, one: pydyf.Stream) -> None:
        super().__init__()
        self.number, self.generation, self.extra = one.number, one.generation, one.extra
        plain = pydyf.Stream(one.stream, one.extra)
        if one.compress:
            content = plain.data.partition(_BEGIN)[2].removesuffix(b"\nendstream")
            plain = pydyf.Stream([zlib.compress(content, _LEVEL)], {**one.extra, "Filter": "/FlateDecode"})
        self.data = plain.data


def _declare_accessible(pdf: pydyf.PDF) -> None:
    """Say in the metadata that the PDF is accessible, too, and leave them readable without a PDF reader."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    text = b"".join(metadata.stream)
    assert text.count(_END) == 1
    metadata.stream = [text.replace(_END, _ACCESSIBLE + _END)]
    metadata.compress = False


def _declare_colours(pdf: pydyf.PDF) -> None:
    """Say which red, green and blue the colours are meant in."""
    profile = pydyf.Stream([_profile()], pydyf.Dictionary({"N": 3}), compress=True)
    pdf.add_object(profile)
    name = pydyf.String(_PROFILE.removesuffix(".icc"))
    intent = {"Type": "/OutputIntent", "S": "/GTS_PDFA1", "OutputConditionIdentifier": name, "Info": name}
    pdf.catalog["OutputIntents"] = pydyf.Array(
        [pydyf.Dictionary(intent | {"DestOutputProfile": profile.reference})]
    )


@cache
def _profile() -> bytes:
    return package_files("weasyprint.pdf").joinpath(_PROFILE).read_bytes()


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:  # noqa: ANN401 - pydyf has no types
    return pdf.objects[int(reference.split()[0])]
