"""Tables as companies have them, and what a careful analyst says of each."""

import pytest

from tests.kpis.tables.reading import looked_at

# Name: (the file, delimiter, header row, rows, what is said of each column as
# "name, kind, count, missing, first, last" with the sum for numbers).
TABLES = {
    "plain": (
        "id,n\na1x,1\nb2x,2\n",
        (",", 1, 2),
        ["id text 2 0 a1x b2x", "n number 2 0 1 2 =3"],
    ),
    "german": (
        (
            "Ort;Datum;Umsatz;Anteil\nBonn;31.12.2025;1.234,50;12,5 %\n"
            "Kiel;01.01.2026;950,00;3 %\nUlm;15.02.2026;-;4 %\n"
        ),
        (";", 1, 3),
        [
            "Ort text 3 0 Bonn Ulm",
            "Datum date 3 0 2025-12-31 2026-02-15",
            "Umsatz number 2 1 1234.5 950 =2184.5",
            "Anteil percent 3 0 12.5 4 =19.5",
        ],
    ),
    "swiss": (
        "Ort;Betrag\nBern;1'234.50\nBasel;99.95\nZug;CHF 2’000.00\n",
        (";", 1, 3),
        ["Ort text 3 0 Bern Zug", "Betrag money 3 0 1234.5 2000 =3334.45"],
    ),
    "french": (
        "Ville;Montant\nParis;1\u202f234,50 €\nLyon;99,95 €\nNice;12\u00a0000,00 €\n",
        (";", 1, 3),
        ["Ville text 3 0 Paris Nice", "Montant money 3 0 1234.5 12000 =13334.45"],
    ),
    "indian": (
        'Town,Amount\nPune,"1,23,456.50"\nDelhi,"12,34,567"\n',
        (",", 1, 2),
        ["Town text 2 0 Pune Delhi", "Amount number 2 0 123456.5 1234567 =1358023.5"],
    ),
    "accounts": (
        'Item,A,B,C\nxx,"(1,200)",12-,+5\nyy,7,3,1.5e3\nzz,(15),4-,2e-2\n',
        (",", 1, 3),
        [
            "Item text 3 0 xx zz",
            "A number 3 0 -1200 -15 =-1208",
            "B number 3 0 -12 -4 =-13",
            "C number 3 0 5 0.02 =1505.02",
        ],
    ),
    "dollars": (
        'Item,Amount\nxx,"$65,548 "\nyy,"($1,200)"\nzz,$75\nqq,-\n',
        (",", 1, 4),
        ["Item text 4 0 xx qq", "Amount money 3 1 65548 75 =64423"],
    ),
    "pounds behind": (
        "Item;Cost\nxx;12,50 GBP\nyy;7,25 GBP\n",
        (";", 1, 2),
        ["Item text 2 0 xx yy", "Cost money 2 0 12.5 7.25 =19.75"],
    ),
    "zero percent without its mark": (
        "Item,Share\nxx,12%\nyy,13.5%\nzz,0\n",
        (",", 1, 3),
        ["Item text 3 0 xx zz", "Share percent 3 0 12 0 =25.5"],
    ),
    "decimals that begin with zero": (
        "Item,Weight\nxx,0.125\nyy,1.500\nzz,2.250\n",
        (",", 1, 3),
        ["Item text 3 0 xx zz", "Weight number 3 0 0.125 2.25 =3.875"],
    ),
    "thousands among hundreds": (
        'Item,Sold\nxx,"1,250"\nyy,980\nzz,"12,400"\n',
        (",", 1, 3),
        ["Item text 3 0 xx zz", "Sold number 3 0 1250 12400 =14630"],
    ),
    "long decimals stay exact": (
        "Item,v\nxx,0.1\nyy,0.2\nzz,0.30000000000000004\n",
        (",", 1, 3),
        [
            "Item text 3 0 xx zz",
            "v number 3 0 0.1 0.30000000000000004 =0.60000000000000004",
        ],
    ),
    "codes are no numbers": (
        "Zip,Phone,n\n01234,4915112345678901,1\n98765,4915112345678902,2\n",
        (",", 1, 2),
        [
            "Zip text 2 0 01234 98765",
            "Phone text 2 0 4915112345678901 4915112345678902",
            "n number 2 0 1 2 =3",
        ],
    ),
    "marks for missing": (
        (
            "Item,n,d,t\nxx,1,2026-01-01,N/A\nyy,N/A,–,red\nzz,****,null,-\nqq,.,#N/A,blue\n"
            "rr,5,2026-01-05,\n"
        ),
        (",", 1, 5),
        [
            "Item text 5 0 xx rr",
            "n number 2 3 1 5 =6",
            "d date 2 3 2026-01-01 2026-01-05",
            "t text 3 2 red blue",
        ],
    ),
    "Namibia is there": (
        "Country,n\nNA,1\nZA,NA\nUS,3\n",
        (",", 1, 3),
        ["Country text 3 0 NA US", "n number 2 1 1 3 =4"],
    ),
    "nothing in a column": (
        "Item,n,Remark\nxx,1,\nyy,2,\n",
        (",", 1, 2),
        ["Item text 2 0 xx yy", "n number 2 0 1 2 =3", "Remark empty 0 2 None None"],
    ),
    "yes and no": (
        "Item,Done,Paid\nxx,Yes,true\nyy,No,FALSE\nzz,,true\n",
        (",", 1, 3),
        ["Item text 3 0 xx zz", "Done yes/no 2 1 Yes No", "Paid yes/no 3 0 true true"],
    ),
    "month first": (
        "Day,n\n1/5/2026,1\n1/25/2026,2\n",
        (",", 1, 2),
        ["Day date 2 0 2026-01-05 2026-01-25", "n number 2 0 1 2 =3"],
    ),
    "day first": (
        "Day,n\n01-02-26,1\n25-02-26,2\n",
        (",", 1, 2),
        ["Day date 2 0 2026-02-01 2026-02-25", "n number 2 0 1 2 =3"],
    ),
    "midnight is a day": (
        "Day,n\n1/5/2026 12:00:00 AM,1\n1/25/2026 12:00:00 AM,2\n",
        (",", 1, 2),
        ["Day date 2 0 2026-01-05 2026-01-25", "n number 2 0 1 2 =3"],
    ),
    "afternoons": (
        "When,n\n1/5/2026 2:30 PM,1\n1/25/2026 12:05 AM,2\n",
        (",", 1, 2),
        [
            "When datetime 2 0 2026-01-05T14:30:00 2026-01-25T00:05:00",
            "n number 2 0 1 2 =3",
        ],
    ),
    "moments with offsets": (
        "At,n\n2026-11-20T14:30:00Z,1\n2026-11-20 15:30:00.250+01:00,2\n",
        (",", 1, 2),
        [
            (
                "At datetime 2 0 2026-11-20T14:30:00+00:00"
                " 2026-11-20T15:30:00.250000+01:00"
            ),
            "n number 2 0 1 2 =3",
        ],
    ),
    "months in words": (
        'Day,n\n"November 5, 2026",1\n"Tuesday, Dec 24, 2026",2\n',
        (",", 1, 2),
        ["Day date 2 0 2026-11-05 2026-12-24", "n number 2 0 1 2 =3"],
    ),
    "months in German": (
        "Tag;n\n5. März 2026;1\n24. Dezember 2026;2\n",
        (";", 1, 2),
        ["Tag date 2 0 2026-03-05 2026-12-24", "n number 2 0 1 2 =3"],
    ),
    "days without marks": (
        "Day,n\n20261120,1\n20261121,2\n",
        (",", 1, 2),
        ["Day date 2 0 2026-11-20 2026-11-21", "n number 2 0 1 2 =3"],
    ),
    "seconds since 1970": (
        "created_at,n\n1795170600,1\n1795170700,2\n",
        (",", 1, 2),
        [
            (
                "created_at datetime 2 0 2026-11-20T10:30:00+00:00"
                " 2026-11-20T10:31:40+00:00"
            ),
            "n number 2 0 1 2 =3",
        ],
    ),
    "weeks": (
        "Week,n\n2026-W07,1\n2026-W08,2\n",
        (",", 1, 2),
        ["Week period 2 0 2026-02-09 2026-02-16", "n number 2 0 1 2 =3"],
    ),
    "quarters": (
        "Period,n\nQ3 2026,1\nQ4 2026,2\n",
        (",", 1, 2),
        ["Period period 2 0 2026-07-01 2026-10-01", "n number 2 0 1 2 =3"],
    ),
    "months": (
        "Month,n\nNov-26,1\nDec-26,2\n",
        (",", 1, 2),
        ["Month period 2 0 2026-11-01 2026-12-01", "n number 2 0 1 2 =3"],
    ),
    "years": (
        "Year,n\n2024,1\n2025,2\n",
        (",", 1, 2),
        ["Year period 2 0 2024-01-01 2025-01-01", "n number 2 0 1 2 =3"],
    ),
    "years that nobody calls so": (
        "Invoice,n\n2024,1\n2025,2\n",
        (",", 1, 2),
        ["Invoice number 2 0 2024 2025 =4049", "n number 2 0 1 2 =3"],
    ),
    "times and how long": (
        "Case,Start,Duration,Took\nxx,09:15,01:30,1h 30m\nyy,14:00,27:10,45 min\n",
        (",", 1, 2),
        [
            "Case text 2 0 xx yy",
            "Start time 2 0 09:15:00 14:00:00",
            "Duration duration 2 0 1:30:00 27:10:00",
            "Took duration 2 0 1:30:00 0:45:00",
        ],
    ),
    "no header": (
        "1,2026-01-01,abc\n2,2026-01-02,def\n3,2026-01-03,ghi\n",
        (",", None, 3),
        [
            "Column A number 3 0 1 3 =6",
            "Column B date 3 0 2026-01-01 2026-01-03",
            "Column C text 3 0 abc ghi",
        ],
    ),
    "names twice": (
        "Town,Total,Total,\nBonn,1,2,3\nKiel,3,4,5\n",
        (",", 1, 2),
        [
            "Town text 2 0 Bonn Kiel",
            "Total number 2 0 1 3 =4",
            "Total (2) number 2 0 2 4 =6",
            "Column D number 2 0 3 5 =8",
        ],
    ),
    "groups over names": (
        ",Sales,,Costs,\nTown,Q1,Q2,Q1,Q2\nBonn,1,2,3,4\nKiel,5,6,7,8\n",
        (",", 2, 2),
        [
            "Town text 2 0 Bonn Kiel",
            "Sales Q1 number 2 0 1 5 =6",
            "Sales Q2 number 2 0 2 6 =8",
            "Costs Q1 number 2 0 3 7 =10",
            "Costs Q2 number 2 0 4 8 =12",
        ],
    ),
    "units under names": (
        "Town,Length,Weight\n,(m),(kg)\nBonn,1,2\nKiel,3,4\n",
        (",", 2, 2),
        [
            "Town text 2 0 Bonn Kiel",
            "Length (m) number 2 0 1 3 =4",
            "Weight (kg) number 2 0 2 4 =6",
        ],
    ),
    "an export's remarks": (
        (
            "Exported by,Anna\nDate,2026-01-05\n\nTicket,Opened,Hours\n"
            "T-1,2026-01-01,4.5\nT-2,2026-01-02,3\nT-3,2026-01-03,1\n"
        ),
        (",", 4, 3),
        [
            "Ticket text 3 0 T-1 T-3",
            "Opened date 3 0 2026-01-01 2026-01-03",
            "Hours number 3 0 4.5 1 =8.5",
        ],
    ),
    "everything around it": (
        (
            "\n\n\tReport of 2026\n\n\tTown\tSold\tSent\n\tBonn\t1\t2\n\tKiel\t2\t3\n"
            "\tGrand total\t3\t5\n\n\tSource: the shop\n\t* without returns\n"
        ),
        ("\t", 5, 2),
        [
            "Town text 2 0 Bonn Kiel",
            "Sold number 2 0 1 2 =3",
            "Sent number 2 0 2 3 =5",
        ],
    ),
    "years side by side": (
        "Country,2019,2020,2021\nPeru,10,20,30\nMali,11,21,31\nLaos,12,22,n/a\n",
        (",", 1, 3),
        [
            "Country text 3 0 Peru Laos",
            "2019 number 3 0 10 12 =33",
            "2020 number 3 0 20 22 =63",
            "2021 number 2 1 30 31 =61",
        ],
    ),
    "one column": (
        "Hours\n1\n2\n3\n",
        (",", 1, 3),
        ["Hours number 3 0 1 3 =6"],
    ),
    "one column of decimal commas": (
        "Hours\n1,5\n2,5\n12,25\n",
        ("\t", 1, 3),
        ["Hours number 3 0 1.5 12.25 =16.25"],
    ),
    "a remark among numbers": (
        "Item,n\n" + "".join(f"i{n}x,{n}\n" for n in range(10)) + "last,see note\n",
        (",", 1, 11),
        ["Item text 11 0 i0x last", "n number 11 0 0 9 =45"],
    ),
    "text with line ends": (
        'Item,Note,n\nxx,"one\ntwo, three",1\nyy,"four\n\nfive",2\n',
        (",", 1, 2),
        [
            "Item text 2 0 xx yy",
            "Note text 2 0 one\ntwo, three four\n\nfive",
            "n number 2 0 1 2 =3",
        ],
    ),
    "ends of lines of old": (
        "Item;n\rxx;1\ryy;2\r",
        (";", 1, 2),
        ["Item text 2 0 xx yy", "n number 2 0 1 2 =3"],
    ),
    "only a header": (
        "Item,n\n",
        (",", 1, 0),
        ["Item empty 0 0 None None", "n empty 0 0 None None"],
    ),
}


def said_of(column):
    parts = [column.name, column.kind, column.count, column.missing]
    parts += [column.first, column.last]
    said = " ".join(map(str, parts))
    if column.sum is None:
        return said
    figure = f"{column.sum:f}"
    return f"{said} ={figure.rstrip('0').rstrip('.') if '.' in figure else figure}"


@pytest.mark.parametrize("name", TABLES)
def test_an_awkward_table_is_understood(name):
    text, (delimiter, header, rows), columns = TABLES[name]

    found = looked_at(text)
    said = found.as_dict()

    assert [said_of(column) for column in found.columns] == columns
    assert (said["delimiter"], said["header_row"], said["rows"]) == (
        delimiter,
        header,
        rows,
    )
