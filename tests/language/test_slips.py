"""Slips of the tree that grammar rules out are put right, and the tree stays one."""

from hypothesis import given
from hypothesis import strategies as st

from saidso.language.slips import mend
from saidso.language.trees import is_tree
from saidso.language.words import Words, move


def _words(rows: str) -> Words:
    """Return words from rows of text, part of speech, relation and head, counted from 0."""
    table = [row.split() for row in rows.strip().splitlines()]
    return Words(
        [r[0] for r in table],
        [r[1] for r in table],
        [r[2] for r in table],
        [int(r[3]) for r in table],
        ["" for _ in table],
    )


def _mended(rows: str) -> Words:
    words = _words(rows)
    mend(words, [(0, len(words.texts))])
    assert is_tree(words.heads)
    return words


def test_who_is_seen_at_it_does_it() -> None:
    words = _mended(
        """
        they PRON nsubj 1
        saw VERB root 1
        police NOUN obj 3
        beating VERB xcomp 1
        protesters NOUN obj 3
        """
    )
    assert (words.heads[2], words.rels[2]) == (1, "obj")
    assert (words.heads[4], words.rels[4]) == (3, "obj")


def test_no_verb_is_described_by_what_is_seen() -> None:
    words = _mended(
        """
        neighbours NOUN nsubj 1
        found VERB root 1
        gunmen NOUN obj 3
        looting VERB acl 1
        shops NOUN obj 3
        """
    )
    assert (words.heads[2], words.rels[3]) == (1, "xcomp")


def test_shells_that_open_a_sentence_are_no_name() -> None:
    words = _mended(
        """
        Shells PROPN nsubj 1
        hit VERB root 1
        Velm PROPN obj 1
        . PUNCT punct 1
        """
    )
    assert words.upos == ["NOUN", "VERB", "PROPN", "PUNCT"]


def test_by_makes_an_agent() -> None:
    words = _mended(
        """
        shepherds NOUN nsubj:pass 1
        killed VERB root 1
        in ADP mark 3
        shelling VERB advcl 1
        by ADP case 5
        rebels NOUN obj 3
        """
    )
    assert words.rels[5] == "obl:agent"
    assert (words.upos[3], words.rels[3], words.rels[2]) == ("NOUN", "obl", "case")


def test_a_site_stabs_nobody() -> None:
    words = _mended(
        """
        Man NOUN nsubj:pass 1
        injured VERB root 1
        after SCONJ mark 4
        bar NOUN nsubj 4
        stabbing VERB advcl 1
        """
    )
    assert (words.rels[3], words.heads[3]) == ("compound", 4)
    assert (words.upos[4], words.rels[4], words.rels[2]) == ("NOUN", "obl", "case")


def test_a_noun_with_a_preposition_is_no_object() -> None:
    words = _mended(
        """
        Teen NOUN nsubj 1
        shot VERB root 1
        in ADP case 3
        neck NOUN obj 1
        """
    )
    assert words.rels[3] == "obl"


def test_a_spokesman_says_what_follows() -> None:
    words = _mended(
        """
        spokesman NOUN nsubj 4
        said VERB acl 0
        unknown ADJ amod 3
        suspects NOUN nsubj 1
        shot VERB root 4
        guards NOUN obj 4
        """
    )
    assert words.rels[4] == "root"
    words = _words(
        """
        spokesman NOUN nsubj 4
        said VERB acl 0
        unknown ADJ amod 3
        suspects NOUN iobj 1
        shot VERB root 4
        guards NOUN obj 4
        """
    )
    words.kinds[3] = "person"
    mend(words, [(0, len(words.texts))])
    assert is_tree(words.heads)
    assert (words.rels[1], words.heads[0], words.heads[4], words.heads[3]) == ("root", 1, 1, 4)
    words = _mended(
        """
        police NOUN nsubj 1
        said VERB root 1
        suspects NOUN nsubj 1
        shot VERB acl 2
        guards NOUN obj 3
        """
    )
    assert (words.rels[3], words.heads[3], words.heads[2]) == ("ccomp", 1, 3)


def test_a_second_verb_has_the_number_behind_it() -> None:
    words = _mended(
        """
        rebels NOUN nsubj 1
        killed VERB root 1
        clerks NOUN obj 1
        and CCONJ cc 4
        wounded VERB conj 1
        two NUM nsubj 4
        more ADJ amod 5
        """
    )
    assert words.rels[5] == "obj"


def test_a_number_stands_above_its_more() -> None:
    words = _mended(
        """
        five NUM nsubj 1
        more ADJ nsubj:pass 3
        were AUX aux:pass 3
        wounded VERB root 3
        """
    )
    assert (words.heads[0], words.rels[0], words.heads[1]) == (3, "nsubj:pass", 0)


def test_killed_is_said_of_the_number_before_it() -> None:
    words = _mended(
        """
        Two NUM nsubj 6
        of ADP case 3
        the DET det 3
        12 NUM nmod 0
        killed VERB parataxis 6
        were AUX cop 6
        children NOUN root 6
        """
    )
    assert (words.heads[4], words.rels[4]) == (3, "acl")


def test_two_nations_are_two_groups() -> None:
    words = _mended(
        """
        killing VERB root 0
        one NUM nummod 2
        Afghan ADJ amod 5
        and CCONJ cc 4
        three NUM conj 2
        Americans NOUN obj 0
        """
    )
    assert (words.heads[2], words.rels[2], words.upos[2]) == (0, "obj", "NOUN")
    assert (words.heads[5], words.rels[5]) == (2, "conj")
    assert (words.heads[1], words.heads[4]) == (2, 5)


def test_one_group_keeps_its_words() -> None:
    words = _mended(
        """
        killing VERB root 0
        three NUM nummod 5
        young ADJ amod 5
        and CCONJ cc 4
        unarmed ADJ conj 2
        Americans NOUN obj 0
        """
    )
    assert (words.heads[5], words.rels[5]) == (0, "obj")
    assert words.heads[2] == 5


def test_who_is_shot_in_a_headline_suffers() -> None:
    rows = """
        Boy NOUN compound 1
        shot NOUN root 1
        in ADP case 3
        Velm PROPN nmod 1
        """
    words = _words(rows)
    words.kinds = ["person", "object", "", "place"]
    mend(words, [(0, 4)])
    assert (words.upos[1], words.rels[0], words.rels[3]) == ("VERB", "nsubj:pass", "obl")
    assert _mended(rows).upos[1] == "NOUN"  # nobody known as a person


def test_so_many_shot_are_people() -> None:
    words = _mended(
        """
        five NUM nummod 1
        shot NOUN root 1
        at ADP case 3
        party NOUN nmod 1
        """
    )
    assert (words.upos[1], words.rels[0], words.rels[3]) == ("VERB", "nsubj:pass", "obl")


def test_one_shot_that_is_fired_is_none_who_is_shot() -> None:
    fired = """
        Guards NOUN nsubj 1
        fired VERB root 1
        one NUM nummod 3
        shot NOUN obj 1
        at ADP case 5
        dawn NOUN obl 1
        """
    assert _mended(fired).upos[3] == "NOUN"


def test_who_is_shot_dead_suffers() -> None:
    rows = """
        Father NOUN nsubj 3
        and CCONJ cc 2
        son NOUN conj 0
        shot VERB root 3
        dead ADJ xcomp 3
        """
    assert _mended(rows).rels[0] == "nsubj:pass"
    more = rows.rstrip() + "\n        policemen NOUN obj 3\n"
    assert _mended(more).rels[0] == "nsubj"


def test_who_is_shot_dead_is_not_called_dead() -> None:
    words = _mended(
        """
        Gunmen NOUN nsubj 1
        shot VERB root 1
        dead ADJ amod 4
        two NUM nummod 4
        policemen NOUN obj 1
        """
    )
    assert (words.heads[2], words.rels[2], words.rels[0]) == (1, "xcomp", "nsubj")


def test_who_is_hacked_to_death_by_others_suffers() -> None:
    rows = """
        Priest NOUN nsubj 1
        hacked VERB root 1
        to ADP case 3
        death NOUN obl 1
        by ADP case 5
        raiders NOUN obl:agent 1
        """
    assert _mended(rows).rels[0] == "nsubj:pass"


def test_who_fights_on_by_himself_does_not() -> None:
    rows = """
        Rebels NOUN nsubj 1
        hold VERB root 1
        out ADP compound:prt 1
        by ADP case 4
        night NOUN obl 1
        """
    assert _mended(rows).rels[0] == "nsubj"


def test_along_with_makes_none() -> None:
    words = _mended(
        """
        He PRON nsubj:pass 2
        was AUX aux:pass 2
        killed VERB root 2
        along ADP case 5
        with ADP case 5
        guards NOUN obl:agent 2
        """
    )
    assert words.rels[5] == "obl"


def test_what_follows_the_verb_is_its_object() -> None:
    words = _mended(
        """
        Gunmen NOUN nsubj 1
        seized VERB root 1
        fifty NUM nummod 3
        people NOUN nsubj 1
        """
    )
    assert words.rels[3] == "obj"


def test_bare_noun_before_a_verb_is_its_subject() -> None:
    words = _mended(
        """
        Hill PROPN compound 1
        rebels NOUN obl 2
        struck VERB root 2
        a DET det 4
        ferry NOUN obj 2
        """
    )
    assert (words.rels[1], words.heads[1]) == ("nsubj", 2)


def test_agency_is_no_part_of_what_it_says() -> None:
    words = _mended(
        """
        Hill NOUN compound 1
        police NOUN nmod 3
        said VERB root 2
        suspects NOUN nsubj:pass 5
        were AUX aux:pass 5
        held VERB ccomp 2
        """
    )
    assert (words.rels[1], words.heads[1]) == ("nsubj", 2)


def test_times_and_gerunds_stay() -> None:
    words = _words(
        """
        Monday PROPN obl 1
        hit VERB root 1
        towns NOUN obj 1
        """
    )
    words.kinds = ["time", "", ""]
    mend(words, [(0, 3)])
    assert words.rels[0] == "obl"
    kept = _mended(
        """
        Rebels NOUN nsubj 1
        fled VERB root 1
        after SCONJ mark 3
        shelling VERB advcl 1
        towns NOUN obj 3
        """
    )
    assert kept.upos[3] == "VERB"


def test_a_root_is_called_one() -> None:
    words = _mended(
        """
        he PRON nsubj 1
        left VERB conj 1
        """
    )
    assert words.rels[1] == "root"


def test_a_compound_does_not_reach_over_a_preposition() -> None:
    words = _mended(
        """
        mass ADJ amod 1
        shooting NOUN compound 4
        at ADP case 4
        Tarvin PROPN compound 4
        concert NOUN root 4
        """
    )
    assert words.heads == [1, 1, 4, 4, 1]
    assert [words.rels[1], words.rels[4]] == ["root", "nmod"]


_RELS = [
    "root",
    "obl",
    "obj",
    "nsubj",
    "nmod",
    "conj",
    "case",
    "ccomp",
    "advcl",
    "obl:agent",
    "compound",
]


@given(st.data())
def test_a_tree_stays_a_tree(data: st.DataObject) -> None:
    """Whatever the model says of a sentence."""
    n = data.draw(st.integers(1, 9))
    order = data.draw(st.permutations(range(n)))
    heads = [0] * n
    for at, i in enumerate(order):
        heads[i] = i if at == 0 else order[data.draw(st.integers(0, at - 1))]
    words = Words(
        data.draw(
            st.lists(st.sampled_from(["by", "in", "held", "shelling"]), min_size=n, max_size=n)
        ),
        data.draw(st.lists(st.sampled_from(["NOUN", "VERB", "ADP"]), min_size=n, max_size=n)),
        data.draw(st.lists(st.sampled_from(_RELS), min_size=n, max_size=n)),
        heads,
        [""] * n,
    )
    mend(words, [(0, n)])
    assert is_tree(words.heads)


def test_by_a_gang_below_its_verb() -> None:
    words = _mended(
        """
        Hostages NOUN nsubj:pass 1
        released VERB acl 3
        by ADP case 3
        gang NOUN root 3
        """
    )
    assert (words.heads[3], words.rels[3], words.rels[1]) == (1, "obl:agent", "root")


def test_by_before_another_clause() -> None:
    words = _mended(
        """
        thief NOUN nsubj:pass 1
        beaten VERB root 1
        by ADP case 3
        villagers NOUN nsubj 6
        before SCONJ mark 6
        police NOUN nsubj 6
        came VERB advcl 1
        """
    )
    assert (words.heads[3], words.rels[3]) == (1, "obl:agent")


def test_nobody_steals_by_others() -> None:
    words = _mended(
        """
        He PRON nsubj:pass 2
        was AUX aux:pass 2
        seen VERB root 2
        stealing VERB xcomp 2
        by ADP case 5
        guards NOUN obl:agent 3
        """
    )
    assert words.heads[5] == 2


def test_a_list_of_objects() -> None:
    words = _mended(
        """
        They PRON nsubj 1
        killed VERB root 1
        a DET det 3
        clerk NOUN obj 1
        , PUNCT punct 6
        a DET det 6
        porter NOUN nsubj 1
        and CCONJ cc 8
        others NOUN conj 6
        """
    )
    assert (words.heads[6], words.rels[6]) == (3, "conj")


def test_them_belongs_to_the_verb_before() -> None:
    words = _mended(
        """
        mob NOUN nsubj 1
        beat VERB root 1
        them PRON obj 4
        for SCONJ mark 4
        stealing VERB advcl 1
        """
    )
    assert words.heads[2] == 1


def test_active_without_were() -> None:
    rows = """
        raiders NOUN nsubj:pass 1
        ambushed VERB root 1
        and CCONJ cc 3
        killed VERB conj 1
        men NOUN obj 3
        """
    assert _mended(rows.rstrip() + "\n        . PUNCT punct 1\n").rels[0] == "nsubj"
    assert _mended(rows).rels[0] == "nsubj:pass"  # a headline may leave it out


def test_who_got_hurt_suffers() -> None:
    words = _mended(
        """
        they PRON nsubj 1
        fled VERB root 1
        while SCONJ mark 4
        guards NOUN nsubj 4
        got VERB advcl 1
        injured VERB advcl 1
        """
    )
    assert (words.heads[3], words.rels[3], words.heads[4]) == (5, "nsubj:pass", 5)


def test_verbs_of_headlines_that_look_like_nouns() -> None:
    words = _mended(
        """
        Villagers PROPN compound 2
        lynch PROPN compound 2
        man NOUN root 2
        near ADP case 4
        Dolva PROPN nmod 2
        """
    )
    assert (words.rels[0], words.rels[2], words.upos[1], words.heads[1]) == (
        "nsubj",
        "obj",
        "VERB",
        1,
    )
    kept = _mended(
        """
        Police NOUN compound 2
        arrest NOUN compound 2
        record NOUN nsubj 3
        shows VERB root 3
        """
    )
    assert kept.upos[1] == "NOUN"


def test_subjects_and_agents_of_the_right_verb() -> None:
    ahead = _mended(
        """
        Raids NOUN nsubj 1
        killed VERB root 1
        five NUM obj 1
        , PUNCT punct 1
        while SCONJ mark 6
        officials NOUN nsubj 1
        said VERB advcl 1
        """
    )
    assert (ahead.heads[5], ahead.rels[5]) == (6, "nsubj")
    behind = _mended(
        """
        man NOUN nsubj 5
        was AUX aux:pass 2
        killed VERB root 2
        after SCONJ mark 5
        team NOUN nsubj 5
        attacked VERB advcl 2
        """
    )
    assert (behind.heads[0], behind.rels[0]) == (2, "nsubj:pass")
    noun = _mended(
        """
        died VERB root 0
        as SCONJ mark 2
        shelling VERB advcl 0
        hit VERB compound 2
        houses NOUN obj 2
        """
    )
    assert (noun.upos[2], noun.heads[2], noun.heads[4]) == ("NOUN", 3, 3)
    agent = _mended(
        """
        abducted VERB root 0
        from ADP case 2
        church NOUN obl:agent 0
        """
    )
    assert agent.rels[2] == "obl"
    listed = _mended(
        """
        Ido PROPN nsubj:pass 5
        , PUNCT punct 3
        11 NUM nummod 3
        girls NOUN appos 0
        men NOUN conj 3
        left VERB root 5
        """
    )
    assert listed.rels[3] == "conj"


def test_wounds_with_a_number_is_a_verb() -> None:
    found = _mended(
        """
        bomber NOUN nsubj 1
        kills VERB root 1
        two NUM nummod 3
        guards NOUN obj 1
        and CCONJ cc 5
        wounds NOUN conj 3
        29 NUM nummod 5
        """
    )
    assert (found.upos[5], found.heads[5], found.rels[5], found.rels[6]) == (
        "VERB",
        1,
        "conj",
        "obj",
    )
    noun = _mended(
        """
        bomber NOUN nsubj 1
        had VERB root 1
        burns NOUN obj 1
        and CCONJ cc 4
        wounds NOUN conj 2
        """
    )
    assert (noun.upos[4], noun.heads[4]) == ("NOUN", 2)


def test_who_shot_and_killed() -> None:
    rows = """
        Kenyan ADJ amod 1
        forces NOUN nsubj 2
        shot NOUN acl 5
        and CCONJ cc 4
        killed VERB conj 9
        teen NOUN obj 4
        on ADP case 7
        Friday PROPN obl 9
        officials NOUN nsubj 9
        said VERB root 9
        """
    words = _mended(rows)
    assert (words.upos[2], words.heads[2], words.heads[4], words.heads[1]) == ("VERB", 9, 2, 2)


def test_nothing_hangs_below_itself() -> None:
    words = _words(
        """
        kids NOUN nsubj 3
        were AUX aux:pass 2
        shot VERB acl 0
        said VERB root 3
        """
    )
    children: dict[int, list[int]] = {0: [2], 1: [], 2: [1], 3: [0]}
    move(words, children, 0, 2, "nsubj:pass")
    assert is_tree(words.heads)
    assert words.heads[0] == 3


def test_were_of_the_first_holds_for_the_second() -> None:
    words = _mended(
        """
        six NUM nsubj:pass 2
        were AUX aux:pass 2
        killed VERB root 2
        and CCONJ cc 5
        two NUM nsubj 5
        wounded VERB conj 2
        """
    )
    assert words.rels[4] == "nsubj:pass"
    fled = _mended(
        """
        six NUM nsubj:pass 2
        were AUX aux:pass 2
        killed VERB root 2
        and CCONJ cc 5
        rebels NOUN nsubj 5
        seized VERB conj 2
        towns NOUN obj 5
        """
    )
    assert fled.rels[4] == "nsubj"


def test_who_follows_the_person_right_before() -> None:
    """ "Eight bodies of men who were killed and 55 others who were hurt": each who is the nearest."""
    words = _words(
        """
        eight NUM nummod 1
        bodies NOUN root 1
        of ADP case 3
        men NOUN nmod 1
        who PRON nsubj:pass 6
        were AUX aux:pass 6
        killed VERB ccomp 1
        and CCONJ cc 9
        55 NUM nummod 9
        others NOUN nsubj:pass 6
        who PRON nsubj:pass 12
        were AUX aux:pass 12
        hurt VERB acl:relcl 1
        """
    )
    words.kinds = ["person" if u == "NOUN" else "" for u in words.upos]
    mend(words, [(0, len(words.texts))])
    assert is_tree(words.heads)
    assert (words.heads[6], words.rels[6]) == (3, "acl:relcl")
    assert (words.heads[9], words.rels[9]) == (3, "conj")
    assert (words.heads[12], words.rels[12]) == (9, "acl:relcl")


def test_who_stays_with_the_aide_of_a_judge() -> None:
    words = _words(
        """
        the DET det 1
        aide NOUN root 1
        of ADP case 4
        a DET det 4
        judge NOUN nmod 1
        who PRON nsubj:pass 7
        was AUX aux:pass 7
        shot VERB acl:relcl 1
        """
    )
    words.kinds = ["person" if u == "NOUN" else "" for u in words.upos]
    mend(words, [(0, len(words.texts))])
    assert words.heads[7] == 1


def test_whose_killing_is_no_clause() -> None:
    words = _mended(
        """
        family NOUN nsubj 2
        's AUX aux 2
        killing VERB nsubj 3
        shocked VERB root 3
        them PRON obj 3
        """
    )
    assert (words.upos[2], words.rels[0], words.heads[0]) == ("NOUN", "nmod:poss", 2)
    assert (words.rels[1], words.heads[1]) == ("case", 0)


def test_dead_is_no_particle() -> None:
    words = _mended(
        """
        soldiers NOUN nsubj 1
        shot VERB root 1
        dead ADJ compound:prt 1
        him PRON obj 1
        """
    )
    assert words.rels[2] == "xcomp"


def test_two_names_are_not_one() -> None:
    rows = """
        Mira PROPN nsubj:pass 6
        Holt PROPN flat 0
        and CCONJ cc 4
        Orla PROPN compound 4
        Brand PROPN flat 0
        were AUX aux:pass 6
        killed VERB root 6
        """
    words = _words(rows)
    words.kinds = ["person", "", "", "person", "", "", ""]
    mend(words, [(0, 7)])
    assert [words.rels[i] for i in (1, 3, 4)] == ["flat", "compound", "conj"]
    assert _mended(rows).rels[4] == "flat"  # nobody known as a person: "Velm and Tarvin"


def test_who_tells_is_no_second_subject() -> None:
    words = _mended(
        """
        gunmen NOUN nsubj 1
        killed VERB ccomp 8
        guards NOUN obj 1
        , PUNCT punct 5
        a DET det 5
        statement NOUN nsubj 1
        released VERB acl 5
        Monday PROPN obl 6
        said VERB root 8
        . PUNCT punct 8
        """
    )
    assert (words.heads[5], words.heads[0]) == (8, 1)


def test_who_is_killed_stands_behind_the_verb() -> None:
    words = _mended(
        """
        groups NOUN nsubj:pass 1
        killed VERB root 1
        20 NUM nummod 3
        civilians NOUN nmod 0
        . PUNCT punct 1
        """
    )
    assert (words.rels[0], words.heads[3], words.rels[3]) == ("nsubj", 1, "obj")


def test_who_stands_behind_a_gerund_suffers() -> None:
    rows = """
        after SCONJ mark 1
        shooting VERB advcl 7
        to ADP case 3
        death NOUN obl 1
        his PRON nmod:poss 5
        brother NOUN nsubj 1
        he PRON nsubj 7
        fled VERB root 7
        """
    assert _mended(rows).rels[5] == "obj"


def test_no_verb_stands_between_a_number_and_its_noun() -> None:
    words = _mended(
        """
        Two NUM nummod 6
        soldiers NOUN nsubj 3
        were AUX aux:pass 3
        killed VERB root 3
        and CCONJ cc 8
        six NUM nummod 6
        rebels NOUN nsubj:pass 8
        were AUX aux:pass 8
        hurt VERB conj 3
        . PUNCT punct 3
        """
    )
    assert words.heads[0] == 1


def test_a_third_number_in_a_list_counts_others_and_no_parts() -> None:
    rows = """
        Nine NUM nummod 1
        rebels NOUN nsubj:pass 10
        , PUNCT punct 4
        three NUM nummod 4
        guards NOUN appos 1
        and CCONJ cc 7
        two NUM nummod 7
        cooks NOUN conj 4
        {} {} 10
        were AUX aux:pass 10
        killed VERB root 10
        . PUNCT punct 10
        """
    assert _mended(rows.format("there", "ADV advmod")).rels[4] == "conj"
    assert _mended(rows.format(",", "PUNCT punct")).rels[4] == "appos"


def test_who_is_wounded_beside_who_is_killed_is_no_second_object() -> None:
    words = _mended(
        """
        Rebels NOUN nsubj 1
        killed VERB root 1
        15 NUM nummod 3
        guards NOUN obj 1
        and CCONJ cc 8
        wounded ADJ amod 8
        over ADV advmod 7
        50 NUM nummod 8
        others NOUN conj 3
        """
    )
    assert (words.upos[5], words.heads[5], words.rels[5]) == ("VERB", 1, "conj")
    assert (words.heads[8], words.rels[8]) == (5, "obj")
    assert words.heads[4] == 5


def test_the_dead_and_wounded_stay_together() -> None:
    words = _mended(
        """
        They PRON nsubj 1
        buried VERB root 1
        dead ADJ amod 5
        and CCONJ cc 4
        wounded ADJ conj 2
        rebels NOUN obj 1
        """
    )
    assert (words.heads[4], words.rels[4]) == (2, "conj")


def test_who_acts_after_what_was_done_to_others() -> None:
    words = _mended(
        """
        Six NUM nsubj:pass 2
        were AUX aux:pass 2
        killed VERB root 2
        as SCONJ mark 5
        raiders NOUN nsubj 5
        shot VERB advcl 2
        a DET det 7
        guard NOUN obj 5
        and CCONJ cc 9
        burned VERB conj 2
        a DET det 11
        hut NOUN obj 9
        . PUNCT punct 2
        """
    )
    assert words.heads[9] == 5


def test_who_is_held_is_let_go_in_a_headline() -> None:
    words = _mended(
        """
        Pirates NOUN nsubj 1
        release VERB advcl 4
        26 NUM nummod 3
        sailors NOUN nsubj 4
        held VERB root 4
        for ADP case 7
        five NUM nummod 7
        years NOUN obl 4
        """
    )
    assert (words.heads[1], words.rels[1]) == (1, "root")
    assert (words.heads[3], words.rels[3]) == (1, "obj")
    assert (words.heads[4], words.rels[4]) == (3, "acl")


def test_men_and_bands_without_s_raid_in_a_headline() -> None:
    words = _mended(
        """
        Janjaweed PROPN compound 2
        raid NOUN compound 2
        village NOUN root 2
        in ADP case 4
        Velm PROPN nmod 2
        """
    )
    assert (words.upos[1], words.rels[1], words.heads[0], words.heads[2]) == ("VERB", "root", 1, 1)
    words = _mended(
        """
        Keld PROPN compound 1
        herdsmen NOUN compound 3
        attack NOUN compound 3
        farm NOUN root 3
        """
    )
    assert (words.rels[1], words.rels[3], words.rels[2]) == ("nsubj", "obj", "root")


def test_a_noun_beside_an_object_is_one_as_well() -> None:
    words = _mended(
        """
        Bandits NOUN nsubj 1
        killed VERB root 1
        two NUM nummod 3
        guards NOUN obj 1
        , PUNCT punct 7
        and CCONJ cc 7
        two NUM nummod 7
        clerks NOUN conj 1
        . PUNCT punct 1
        """
    )
    assert words.heads[7] == 3


def test_the_first_of_two_objects_before_a_verb_does_it() -> None:
    words = _mended(
        """
        Police NOUN obj 3
        and CCONJ cc 2
        guards NOUN conj 0
        killed VERB root 3
        28 NUM nummod 5
        raiders NOUN obj 3
        . PUNCT punct 3
        """
    )
    assert (words.rels[0], words.rels[5]) == ("nsubj", "obj")


def test_a_number_right_behind_a_verb_is_its_own() -> None:
    words = _mended(
        """
        attacks NOUN nsubj 1
        killed VERB root 1
        5 NUM nummod 3
        civilians NOUN obj 1
        , PUNCT punct 5
        injured VERB conj 1
        10 NUM obj 1
        . PUNCT punct 1
        """
    )
    assert (words.heads[6], words.rels[6]) == (5, "obj")


def test_who_opens_fire_in_a_headline() -> None:
    words = _mended(
        """
        Three NUM nsubj:pass 1
        killed VERB root 1
        as SCONJ case 3
        guards NOUN obl 1
        open VERB advcl 1
        fire NOUN obj 4
        """
    )
    assert (words.heads[3], words.rels[3]) == (4, "nsubj")
    assert (words.heads[2], words.rels[2]) == (4, "mark")


def test_who_is_taken_hostage_takes_nobody() -> None:
    """ "Rebels released clerks taken hostage"."""
    words = _mended(
        """
        Rebels NOUN nsubj 1
        released VERB root 1
        clerks NOUN obj 1
        taken VERB xcomp 1
        hostage NOUN obj 3
        """
    )
    assert (words.rels[3], words.heads[3], words.rels[4]) == ("acl", 2, "xcomp")
    kept = _mended(
        """
        Rebels NOUN nsubj 2
        have AUX aux 2
        taken VERB root 2
        hostage NOUN xcomp 2
        nine NUM nummod 5
        clerks NOUN obj 2
        """
    )
    assert (kept.rels[2], kept.rels[5]) == ("root", "obj")


def test_two_verbs_have_their_own_numbers() -> None:
    """ "Killing three and injuring dozens"."""
    words = _mended(
        """
        fired VERB root 0
        , PUNCT punct 2
        killing VERB advcl 0
        three NUM nummod 6
        and CCONJ cc 5
        injuring VERB conj 3
        dozens NOUN conj 2
        """
    )
    assert [words.heads[i] for i in (3, 5, 6)] == [2, 2, 5]
    assert [words.rels[i] for i in (3, 5, 6)] == ["obj", "conj", "obj"]


def test_who_is_believed_something_acts() -> None:
    """The participle behind "men" is no verb of the sentence where one with an object stands below it."""
    words = _mended(
        """
        men NOUN nsubj 1
        believed VERB root 1
        to PART mark 6
        be AUX cop 5
        from ADP case 5
        Velm PROPN obl 6
        attacked VERB advcl 1
        farms NOUN obj 6
        . PUNCT punct 1
        """
    )
    assert (words.heads[6], words.heads[0], words.rels[0]) == (6, 6, "nsubj")
    assert (words.heads[1], words.rels[1], words.heads[5]) == (0, "acl", 1)


def test_a_day_is_of_its_verb_and_of_no_noun_behind_it() -> None:
    words = _words(
        """
        On ADP case 2
        3 NUM compound 2
        May PROPN nmod:unmarked 3
        gunmen NOUN nsubj 4
        fired VERB root 4
        . PUNCT punct 4
        """
    )
    words.kinds[2] = "time"
    mend(words, [(0, 6)])
    assert (words.heads[2], words.rels[2], words.heads[3]) == (4, "obl", 4)


def test_a_second_number_of_people_stands_beside_the_first() -> None:
    words = _words(
        """
        four NUM nummod 1
        soldiers NOUN nsubj:pass 7
        of ADP case 3
        Velm PROPN nmod 1
        and CCONJ cc 6
        one NUM nummod 6
        driver NOUN conj 3
        died VERB root 7
        . PUNCT punct 7
        """
    )
    words.kinds[1] = words.kinds[6] = "person"
    mend(words, [(0, 9)])
    assert (words.heads[6], words.rels[6]) == (1, "conj")


def test_a_name_right_behind_a_person_names_him() -> None:
    rows = """
        men NOUN obj 1
        shot VERB root 1
        dead ADJ xcomp 1
        clerk NOUN obj 1
        Orvel PROPN obj 1
        """
    words = _words(rows)
    words.kinds = ["person", "", "", "person", "person"]
    mend(words, [(0, 5)])
    assert words.rels == ["nsubj", "root", "xcomp", "obj", "appos"]
    assert words.heads[4] == 3


def test_an_age_right_before_shot_is_a_person() -> None:
    words = _mended(
        """
        A DET det 6
        20 NUM nummod 3
        - PUNCT punct 1
        year NOUN obl:unmarked 5
        - PUNCT punct 1
        old ADJ amod 6
        shot NOUN nsubj:pass 11
        in ADP case 9
        the DET det 9
        arm NOUN nmod 6
        was AUX aux:pass 11
        taken VERB root 11
        away ADV advmod 11
        . PUNCT punct 11
        """
    )
    assert (words.heads[5], words.rels[5], words.kinds[5]) == (11, "nsubj:pass", "person")
    assert (words.heads[6], words.rels[6], words.upos[6]) == (5, "acl", "VERB")
    assert (words.heads[0], words.rels[9]) == (5, "obl")


def test_an_age_before_its_verb_is_the_subject() -> None:
    words = _mended(
        """
        A DET det 3
        20 NUM nummod 3
        - PUNCT punct 1
        year NOUN compound 5
        - PUNCT punct 1
        old ADJ amod 8
        shot VERB root 6
        a DET det 8
        man NOUN obj 6
        . PUNCT punct 6
        """
    )
    assert (words.heads[5], words.rels[5]) == (6, "nsubj")


def test_the_number_before_a_participle_suffers_it() -> None:
    words = _mended(
        """
        Four NUM nummod 1
        farmers NOUN nsubj:pass 3
        were AUX aux:pass 3
        killed VERB root 3
        and CCONJ cc 6
        six NUM compound 6
        wounded VERB conj 3
        . PUNCT punct 3
        """
    )
    assert words.rels[5] == "nsubj:pass"
