"""The picture of the year entries."""

from rdflib import URIRef

from paradiplomacy.terms import PARA
from paradiplomacy.web.overview import Entry, Partner
from paradiplomacy.web.timeline import STEP, draw

KYOTO = Partner(URIRef("urn:kyoto"), "Kyoto", PARA.SubStateActor, "", None, "", (), ())
BANK = Partner(URIRef("urn:bank"), "Bank", PARA.PrivateSectorOrganisation, "", None, "", (), ())
WHO = Partner(URIRef("urn:who"), "Who", None, "", None, "", (), ())
PARTNERS = (KYOTO, BANK, WHO)


def entries(*pairs):
    """Make entries of pairs of year and partner."""
    return [Entry(URIRef("urn:c"), partner.iri, year, URIRef("urn:p")) for year, partner in pairs]


def test_a_year_is_a_column_and_each_year_has_its_width():
    """Years without an entry keep their place; the first and last stand half a column from the edges."""
    dots = draw(entries((2000, KYOTO), (2002, BANK), (2003, WHO)), PARTNERS).dots
    assert [dot.x for dot in dots] == [12.5, 62.5, 87.5]


def test_entries_of_one_year_are_stacked():
    """The second entry of a year stands one step above the first."""
    low, high = draw(entries((2000, KYOTO), (2000, BANK)), PARTNERS).dots
    assert low.x == high.x
    assert low.y - high.y == STEP


def test_governments_stand_below_organisations():
    """Within a year the shapes are in one order, so that the heights of two years can be compared."""
    low, middle, high = draw(entries((2000, WHO), (2000, BANK), (2000, KYOTO)), PARTNERS).dots
    assert [dot.shape for dot in (low, middle, high)] == ["government", "organisation", "unknown"]
    assert low.y > middle.y > high.y


def test_no_dot_leaves_the_picture():
    """The picture is as high as its highest year."""
    picture = draw(entries(*[(2000, KYOTO)] * 7, (2001, BANK)), PARTNERS)
    assert 0 < min(dot.y for dot in picture.dots) < STEP
    assert max(dot.y for dot in picture.dots) < picture.baseline < picture.height


def test_the_kind_of_a_partner_gives_the_shape():
    """Governments, organisations and those of unknown kind differ in shape, not in colour alone."""
    dots = draw(entries((2000, KYOTO), (2001, BANK), (2002, WHO)), PARTNERS).dots
    assert [dot.shape for dot in dots] == ["government", "organisation", "unknown"]


def test_every_fifth_year_is_written_out():
    """The years on the axis are round ones."""
    picture = draw(entries((1999, KYOTO), (2011, BANK)), PARTNERS)
    assert [year for _, year in picture.ticks] == [2000, 2005, 2010]
