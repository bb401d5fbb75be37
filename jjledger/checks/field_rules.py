"""The rules of the field by number, as `Source:` lines cite them, and which checks and questions ask for each.

Where nothing asks, it is said what holds the rule instead, or why it is not worked out.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class FieldRule(NamedTuple):
    """One rule: what has to be so, the codes that ask for it, and what else there is to say."""

    number: str
    words: str
    codes: str  # with blanks between them; "" none
    otherwise: str = ""


FIELD_RULES: Final = (
    # The ledger.
    FieldRule("R01", "Vouchers balance to the fen; none is empty or has a zero amount", "B00 B20 B21"),
    FieldRule("R02", "What is posted is undone by a red-letter voucher and never edited", "B07 B70 B71 B72 A09"),
    FieldRule("R03", "Numbers run on in each fund, month and kind", "B10 B15 A15"),
    FieldRule("R04", "A voucher has day, number, words, originals and two persons", "B10 B11 B12 B13 E11 A26"),
    FieldRule("R05", "Nothing comes into a closed month; closing goes in order; reopening is on record",
              "B70 B71 B72 B73 B74 E70 E72 A08"),
    FieldRule("R06", "Each fund is an entity of its own; money between funds is a linked pair", "B20 B30 B31 E14"),
    FieldRule("R07", "Assets are liabilities and net assets once income and expense are closed", "A20"),
    FieldRule("R08", "Sub-accounts are the control account, and this is the bank but for listed items",
              "E12 E71 A16 A20"),
    FieldRule("R09", "会住维03: opening and movements come to the closing in each column", "D02 D10 A20",
              "the statement prints each tie with its difference"),
    FieldRule("R09b", "Undistributed income is never below nought", "B50"),
    FieldRule("R10", "A year opens with what the last one closed with", "B16 B73",
              "both are reckoned from one series of vouchers; 会住维01 and 02 print the tie"),
    # Deposits and households.
    FieldRule("R11", "A house is known by building, unit and room, with area, kind and dates", "B02 L13",
              "a register that cannot be read is refused with file and line"),
    FieldRule("R12", "A first deposit is area × standard, and the standard a lawful share of the cost", "B34 E20"),
    FieldRule("R13", "Who has less than three tenths of the first deposit left is listed, strictly less", "A19 D12"),
    FieldRule("R14", "A change of owner moves no money and keeps the history", "B05",
              "it is a note on 3001 and no voucher, so there is no amount to work out"),
    FieldRule("R15", "A split shares the balances by area; a lost house is paid out whole", "E50 A18"),
    FieldRule("R16", "A deposit given back in its year is taken off the deposits", "E16"),
    # Use of the fund.
    FieldRule("R17", "A use says whose cost it is, who decided it, and that the fund may bear it",
              "B01 B04 B40 B42 A14"),
    FieldRule("R18", "Enough owners took part and enough of them agreed, by area and heads", "E42 E45 E46 A14"),
    FieldRule("R19", "Cost is shared by area among those concerned, between owners and selling unit by deposits",
              "B03 B04 E48 A18", "what unsold houses bear is listed for the developer on the project's page"),
    FieldRule("R20", "An urgent use is of a listed kind, certified, and announced in time", "E47 E49 A14"),
    FieldRule("R21", "Beyond the budget and its tolerance a use is decided anew", "B41 A23"),
    FieldRule("R22", "Principal and interest are drawn in order; what both lack is owed and shown", "E13 A20"),
    FieldRule("R23", "Bonds are new issues, held to maturity, consented to, at cost", "B54 B55 B56 E54 E57"),
    # Interest.
    FieldRule("R24", "One dated policy says how interest is reckoned", "B06",
              "a policy that cannot be read is refused with file and line"),
    FieldRule("R25", "The day of a deposit counts and that of a withdrawal does not", "B51 A17"),
    FieldRule("R26", "A new rate within a period counts as the policy says", "B51 A17"),
    FieldRule("R27", "A pool goes by balance-days, to the fen, the same every time", "A17"),
    FieldRule("R28", "No more is distributed than there is undistributed, less what is kept back", "B50"),
    FieldRule("R29", "Each household can work its interest out again", "",
              "the statement prints balances, days, rate and formula; no amount of its own to work out"),
    FieldRule("R30", "Principal and interest stand apart; interest joins the base when it is settled", "A17 A20"),
    # Public revenue.
    FieldRule("R31", "Public revenue has an account in the community's own name", "B31 E62"),
    FieldRule("R32", "Gross income, reasonable cost and net stand apart; only net is handed out", "B61 E51"),
    FieldRule("R33", "Net income of the preliminary period reaches the fund within fifteen working days", "E75"),
    FieldRule("R34", "Topping the fund up follows the city's share", "",
              "not asked: no article says by which day; `jjledger revenue top-up` works out what is due"),
    FieldRule("R35", "Beyond its limits the committee needs the owners' decision", "B76 E79 E80 A03 A23"),
    FieldRule("R36", "Without an agreement income goes by floor area", "B04 A18"),
    FieldRule("R37", "Income for later periods is told apart", "B75"),
    # Disclosure.
    FieldRule("R38", "What is due for disclosure is known by day", "", "a calendar: `jjledger due` and the front page"),
    FieldRule("R39", "A disclosure rests on closed months and ties to the bank", "B73 E12 E71 D02 P04"),
    FieldRule("R40", "Every line leads to its vouchers and they to their originals", "E10 E68 B65 D06 A13"),
    FieldRule("R41", "A disclosure is online and hangs long enough", "E86 E87"),
    FieldRule("R42", "What is out is not changed; a later edition says why", "E95 P05 P06"),
    FieldRule("R43", "Nothing public names a person or tells of a household", "D07 E98 E99 P01"),
    FieldRule("R44", "The yearly disclosure has the four items of the law", "",
              "the page is made of the four; there is no page without one"),
    FieldRule("R45", "Objections are on record and answered in time", "E89 E90"),
    FieldRule("R46", "An audit report is posted with opinion, period and auditor", "E96 E97",
              "terms and days: `jjledger due`"),
    FieldRule("R47", "Books are handed over within ten days", "E88", "the days: `jjledger due`"),
    FieldRule("R48", "Posters fit their paper and are legible", "",
              "no matter of the books: the poster is laid out anew until it fits, and measured by tests"),
    # Warranty deposit.
    FieldRule("R49", "A warranty deposit is two per cent, for eight years, noticed and given back", "E58 E59 E60"),
    # Formats.
    FieldRule("R50", "Amounts have two decimals, and capital characters say the same", "L10 L11 L15 D02"),
    FieldRule("R51", "A bank's row is booked once, and its balances hold row by row",
              "B62 B63 E61 E63 E64 E65 E66 E69 A16"),
    FieldRule("R52", "An invoice or receipt is booked once", "B18 B80 B81 B82 A01"),
    FieldRule("R53", "What auditors take away comes to the same balances", "",
              "the export is read again by tests, and other programs add it up: `jjledger audit --recompute`"),
    FieldRule("R54", "Documents are kept as long as the law says", "B66 B67 E67"),
    FieldRule("R55", "Every change has a name, a day and a reason", "A07 A08 A09", "the history of the ledger"),
)  # fmt: skip
