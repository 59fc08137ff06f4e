"""Tables as offices of statistics, pollsters and other programs publish them."""

import pytest

from tests.kpis.tables.reading import column, looked_at
from tests.kpis.tables.test_awkward_tables import said_of

# Name: (the file, header row, rows, what is said of each column).
TABLES = {
    "the first row has no values": (
        "Name,Code,2019 rate\nAruba,ABW,..\nPeru,PER,10.5\nFrance,FRA,20\n",
        (1, 3),
        [
            "Name text 3 0 Aruba France",
            "Code text 3 0 ABW FRA",
            "2019 rate number 2 1 10.5 20 =30.5",
        ],
    ),
    "the first number has a remark": (
        "id,n\nax,<5\n" + "".join(f"b{n}x,{n}\n" for n in range(10)),
        (1, 11),
        ["id text 11 0 ax b9x", "n number 11 0 0 9 =45"],
    ),
    "the first year is a word": (
        "Element,Year found,n\nGold,Ancient,1\n"
        + "".join(f"E{n}x,18{n},2\n" for n in range(10, 20)),
        (1, 11),
        [
            "Element text 11 0 Gold E19x",
            "Year found number 11 0 1810 1819 =18145",
            "n number 11 0 1 2 =21",
        ],
    ),
    "withheld in brackets": (
        "Town,Jobs,Share\nAx,(X),(NA)\nBx,(D),5.2\nCx,12,7.5\nDx,13,10\nEx,14,1\n",
        (1, 5),
        [
            "Town text 5 0 Ax Ex",
            "Jobs number 3 2 12 14 =39",
            "Share number 4 1 5.2 1 =23.7",
        ],
    ),
    "withheld by letters": (
        "Town,Jobs\nAx,D\nBx,12\nCx,13\nDx,S\nEx,14\n",
        (1, 5),
        ["Town text 5 0 Ax Ex", "Jobs number 3 2 12 14 =39"],
    ),
    "letters that are sizes": (
        "Item,Size\nax,S\nbx,10\ncx,S\ndx,12\nex,M\n",
        (1, 5),
        ["Item text 5 0 ax ex", "Size text 5 0 S M"],
    ),
    "parties in brackets": (
        "Name,Party\nAnna,(D)\nBert,(R)\nCarl,(D)\n",
        (1, 3),
        ["Name text 3 0 Anna Carl", "Party text 3 0 (D) (D)"],
    ),
    "NA among letters that are no places": (
        "Voter,Vote\nax,Y\nbx,N\ncx,NA\ndx,U\n",
        (1, 4),
        ["Voter text 4 0 ax dx", "Vote text 3 1 Y U"],
    ),
    "sales regions": (
        "Region,n\nEMEA,1\nNA,2\nAPAC,3\n",
        (1, 3),
        ["Region text 3 0 EMEA APAC", "n number 3 0 1 3 =6"],
    ),
    "rows' names without a name": (
        '"","x"\n"1",235\n"2",320\n"3",115\n',
        (1, 3),
        ["Column A number 3 0 1 3 =6", "x number 3 0 235 115 =670"],
    ),
    "numbers head a cross table": (
        ',"16.5","17.5"\n"71",0,1\n"70",2,3\n"69",4,5\n',
        (1, 3),
        [
            "Column A number 3 0 71 69 =210",
            "16.5 number 3 0 0 4 =6",
            "17.5 number 3 0 1 5 =9",
        ],
    ),
    "a name that is also a code below": (
        (
            "Country,Group,ID\nAngola,Africa,AO\nIndia,Asia,IN\nBenin,Africa,BJ\n"
            "China,Asia,CN\nMali,Africa,ML\nIndonesia,Asia,ID\n"
        ),
        (1, 6),
        [
            "Country text 6 0 Angola Indonesia",
            "Group text 6 0 Africa Asia",
            "ID text 6 0 AO ID",
        ],
    ),
    "units under some of the names": (
        ",Length,Weight\n,m,kg\nBonn,1,2\nKiel,3,4\n",
        (2, 2),
        [
            "Column A text 2 0 Bonn Kiel",
            "Length m number 2 0 1 3 =4",
            "Weight kg number 2 0 2 4 =6",
        ],
    ),
    "sections of rows": (
        "Item,2019,2020\nRevenue,,\nSales,10,12\nCosts,,\nRent,3,4\n",
        (1, 4),
        [
            "Item text 4 0 Revenue Rent",
            "2019 number 2 2 10 3 =13",
            "2020 number 2 2 12 4 =16",
        ],
    ),
    "a last row of one cell that is no note": (
        "a,b,c,d\n1,ax,2,3\n2,bx,3,4\n,cx,,\n",
        (1, 3),
        [
            "a number 2 1 1 2 =3",
            "b text 3 0 ax cx",
            "c number 2 1 2 3 =5",
            "d number 2 1 3 4 =7",
        ],
    ),
    "an office's name below": (
        "State,A,B\nOhio,1,2\nIowa,3,4\nNational Center for Health,,\n",
        (1, 2),
        ["State text 2 0 Ohio Iowa", "A number 2 0 1 3 =4", "B number 2 0 2 4 =6"],
    ),
    "accounts with the currency outside": (
        'Item,v\nax," $ 1,234.00 "\nbx," $ (12.50)"\ncx," $ -   "\n',
        (1, 3),
        ["Item text 3 0 ax cx", "v money 2 1 1234 -12.5 =1221.5"],
    ),
    "years, quarters and months below each other": (
        "Period,n\n2023,1\n2023 Q1,2\n2023 Q2,3\n2023 JAN,4\n2023 FEB,5\n2023 MAR,6\n",
        (1, 6),
        ["Period text 6 0 2023 2023 MAR", "n number 6 0 1 6 =21"],
    ),
    "years of two calendar years": (
        "Season,n\n2009-10,1\n2010-11,2\n2011-12,3\n",
        (1, 3),
        ["Season text 3 0 2009-10 2011-12", "n number 3 0 1 3 =6"],
    ),
    "months of one year": (
        "Month,n\n2009-10,1\n2009-11,2\n2009-12,3\n",
        (1, 3),
        ["Month period 3 0 2009-10-01 2009-12-01", "n number 3 0 1 3 =6"],
    ),
    "ranges that begin as times": (
        "Lines,n\n11:15,1\n26:30,2\n31:35,3\n56:60,4\n",
        (1, 4),
        ["Lines text 4 0 11:15 56:60", "n number 4 0 1 4 =10"],
    ),
    "days in Japan": (
        "Day,n\n2023年12月31日,1\n2024年2月1日,2\n",
        (1, 2),
        ["Day date 2 0 2023-12-31 2024-02-01", "n number 2 0 1 2 =3"],
    ),
    "the first of a French month": (
        "Jour;n\n31 janvier 2024;1\n1er février 2024;2\n",
        (1, 2),
        ["Jour date 2 0 2024-01-31 2024-02-01", "n number 2 0 1 2 =3"],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_published_table_is_understood(name):
    text, (header, rows), columns = TABLES[name]

    found = looked_at(text)

    assert [said_of(column) for column in found.columns] == columns
    assert (found.layout.header_last or None, found.rows) == (header, rows)


def test_points_where_commas_divide_cells_are_taken_for_decimals_and_asked_about():
    found = looked_at("id,n\nax,12\nbx,10.251\ncx,8\ndx,10.251\n").columns[1]

    assert [one.value for one in found.ambiguous] == ["10.251", "10251"]
    assert str(found.sum) == "40.502"


def test_small_numbers_beside_one_with_a_mark_show_no_thousands():
    found = column("n", "12", "10.251", "8", "10.251")

    assert found.ambiguous


def test_school_years_side_by_side_are_no_months():
    found = looked_at("Town,2010-11,2011-12,2012-13\nAx,1,2,3\nBx,4,5,6\n")

    assert found.turnable == ()
