"""Pieces of news text: what one byte of the fuzzer stands for, so that mutation makes sentences."""

from __future__ import annotations

_NEWS = """
said_ says_ told_reporters_ according_to_ denied_ claimed_ reported_ warned_ added_ asked_
killed_ killing_ shot_ wounded_ injured_ kidnapped_ arrested_ bombed_ attacked_ fled_ died_
were_ was_ had_been_ have_ has_ is_ not_ never_ may_have_ reportedly_ allegedly_ who_ which_
that_ of_ in_ at_ on_ near_ by_ with_ from_ and_ or_ but_ after_ before_ as_ if_ for_ to_
the_ a_ an_ its_ his_ her_ their_ he_ she_ they_ it_ we_ no_one_ none_ some_ all_ others_
police_ Police_ soldiers_ gunmen_ civilians_ people_ children_ a_doctor_ witnesses_ the_army_
officials_ The_ministry_ a_spokesman_ rebels_ the_group_ a_bomb_ rockets_ a_car_ villagers_
Ivan_Tesk_ Maria_Oblo_ Oh_ Tamra_ Harun_ Mali_ Syria_ Kabul_ South_Korea_ U.S._ AP_ Reuters_
Monday_ Sunday_ yesterday_ today_ last_week_ March_ May_ 3_ 14_ 2017_ 1999_ 24-year-old_
two_ three_ dozens_ hundreds_ at_least_ about_ more_than_ fewer_than_ up_to_ 5,000_ 0_ 1.5_
the_third_ first_ second_ this_year_ since_ in_four_years_ attack_ attacks_ blast_ ceasefire_
violated_ the_armistice_ responsibility_ motive_ missing_ captured_ released_ displaced_
“ ” ‘ ’ " ' `` '' . , ; : ? ! … ... - – — ( ) [ ] / % $ # @ * & | || _ _
's_ n't_ ’s_ ’t_ J. Mr. Dr. a.m._ Nov._ No._ x é ß ﬁ İ 中 א ا ́ ́́ \u200d 😀 👩 𝔄 ٣ ½ ² Ⅷ
http://a.example/ a@b.example 9999999999999999999999 10:30_ 7/7/05_ 2017-11-13_ 31_February_
"""
"""Pieces with a space as `_` and an end of a line as `|`."""

PIECES = (
    *(part.replace("_", " ").replace("|", "\n") for part in _NEWS.split()),
    *("\xa0", "\u2009", "\u2028", "\t"),
)
