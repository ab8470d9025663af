"""Summaries of reports that tell of their dead and wounded one by one, with the persons told apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.language.parse import Parse
from saidso.reading.clauses.quantities import find_quantities
from saidso.reading.entities.entities import find_entities
from saidso.reading.harm.harm import find_harm, summarise

Parser = Callable[..., Parse]

# text, best of killed, best of injured; None where the report says nothing of it
CASES: list[tuple[str, int | None, int | None]] = [
    (
        "A man, 18, was shot in the shoulder in Velm on Monday. Six other people, including four boys, were "
        "wounded in attacks from Monday to Tuesday, police said.",
        None,
        1,
    ),
    # "another" right before the word of harm
    ("The blast left one man wounded and another dead.", 1, 1),
    ("An ambush injured one soldier and left another dead.", 1, 1),
    ("The raid left 1 dead and three others wounded.", 1, 3),
    ("A shell left two dead and four others hurt.", 2, 4),
    # ages told with a hyphen too few
    ("An 18-month old is dead after shells fell on Tarvin.", 1, None),
    # several told of as dead far from each other
    (
        "Mira Holt, 24, was killed in the blast. It happened at noon. Shots were heard."
        " Piet Orlov, 34, was also killed.",
        2,
        None,
    ),
    ("Brand was also shot. Orla Brand, 31, was shot in the arm.", None, 1),
    # others than the dead
    (
        "Mira Holt and Orla Brand were killed. Both were shot in the head."
        " Three other villagers were shot.",
        2,
        3,
    ),
    ("Rebels shot dead a driver. Two guards were shot.", 1, 2),
    ("Rebels shot dead a man. Two villagers were shot.", 1, 1),
    # who did it and died is among the dead, not among those struck
    ("A gunman shot two women and a girl before he fatally shot himself.", 1, 3),
    ("A bomber killed four pilgrims. The bomber died too.", 5, None),
    ("A gunman killed four people at a market before officers shot him dead.", 5, None),
    ("The officer killed his two children and himself.", 3, None),
    ("A gunman killed three people in Velm, including himself. He died at the scene.", 3, None),
    ("The man fatally shot her, striking two pupils before killing himself.", 2, 2),
    # beside a count that by its noun cannot hold them
    ("Gunmen killed three soldiers in an ambush. A driver was also killed.", 4, None),
    ("Gunmen killed three people in an ambush. A driver was also killed.", 3, None),
    ("Militants killed four guests of a hotel. Guards shot dead two attackers.", 6, None),
    ("Six people were killed at the hotel. Two attackers were killed by guards.", 6, None),
    (
        "An officer was killed and another wounded by rebels. A bystander was also killed.",
        2,
        1,
    ),
    # "several" is what the same words count further down
    (
        "Two clerks were killed and several others wounded. Two clerks were killed and two others hurt.",
        2,
        2,
    ),
    ("Several people were hurt in a blast. Two men were badly hurt.", None, 3),
    ("Two girls were hurt. Two boys were also hurt.", None, 2),
    ("A soldier shot dead two comrades and wounded a third.", 2, 1),
    # told twice in one line, as where a title runs into the text
    ("Arrest after shooting of boy, 13 A 13-year-old boy was shot on Sunday.", None, 1),
    # at another time
    (
        "A child was grazed in Velm. Police came. Many fled."
        " Last December, a driver ran into a crowd there, killing one and injuring 36.",
        None,
        1,
    ),
    (
        "A child was grazed in Velm. Police came. Many fled."
        " Two weeks ago, pupils painted the wall to honour two classmates who were killed.",
        None,
        1,
    ),
    # who dies after others, by number
    (
        "A fourth victim of the raid on Velm died on Sunday."
        " Soldiers had found three people shot to death in a barn.",
        4,
        None,
    ),
    (
        "The fourth victim of the raid on Velm died after several days in hospital."
        " Soldiers had found three people shot to death in a barn.",
        4,
        None,
    ),
    ("Orla Brand was killed, the third victim this year. Two people were killed in May.", 2, None),
    # who bears arms is nobody who does not
    ("A rebel killed a judge and a lawyer. A guard was hit in the leg.", 2, 1),
    ("The driver was killed. Three passengers were taken to hospital with wounds.", 1, 3),
    ("The driver was killed. In all, four people had been shot.", 1, 3),
    # who stands behind "to death"
    ("After shooting to death his former girlfriend and two men, he fled.", 3, None),
    # persons in a list, and names that say who somebody is
    ("Raiders killed her brother, Milo, and two guards.", 3, None),
    ("Gunmen shot Harlan, two of her sons and another man.", None, 4),
    ("Gunmen shot Harlan, one of the guards at the gate.", None, 1),
    (
        "The blast killed Orla and injured Isak Brand and the child's grandmother, Dina Holt.",
        1,
        2,
    ),
    ("That night Samia, along with Matti Fisk, 19, and Bern Orvel, 18, all died.", 3, None),
    (
        "The raid hurt three guards; the fourth victim, Orvel, was hurt and was pronounced dead.",
        1,
        3,
    ),
    # others than who shot them, and not than the dead
    ("Police seek a man who shot four others, including one who died.", 1, 3),
    ("Gunmen shot six other villagers, one of whom died.", 1, 5),
    ("Gunmen killed a clerk and shot six other villagers.", 1, 6),
    ("Four men who went to mourn a slain friend were shot, one fatally.", 1, 3),
    ("A teen who shot four farmers was killed by guards.", 1, 4),
    # who did it is dead too
    (
        "Five farmers were murdered in Velm; the suspect is dead. The man killed five people.",
        6,
        None,
    ),
    ("He killed his wife and two children and himself. He shot himself in the head.", 4, None),
    ("Police called it a murder-suicide. A man shot his wife to death and shot himself.", 2, None),
    (
        "Police called it an attempted murder-suicide. A man shot his wife and then shot himself.",
        None,
        2,
    ),
    ("Four clerks were killed and one person hurt. The shooter was among those killed.", 4, 1),
    # dead of a list, and of whom the next sentence says that he is in hospital
    (
        "Brand and Tam were pronounced dead. Brand's son was taken to hospital in stable condition.",
        2,
        1,
    ),
    # kin of different kinds
    ("A woman was killed. Her husband was shot in the arm. Their son was grazed.", 1, 2),
    # the suspect is none of those struck
    ("Two officers were shot. The suspect was shot by guards and later died.", 1, 2),
    # a count of all who were struck, after a headline that tells of each
    ("Three dead, one critically wounded in Velm. A man opened fire, wounding four clerks.", 3, 1),
    # far below, of another happening
    (
        "Orla Brand was killed on Monday. Police came. Many fled. It was dark. Roads were closed."
        " Shops were shut. Schools were shut. Rain fell. Guards came. The mayor came. It was cold."
        " Isak Holt was found dead in May. Another man was also shot.",
        1,
        None,
    ),
    (
        "Mira Holt was killed on Monday. Police came. Many fled. It was dark. Roads were closed."
        " Shops were shut. Schools were shut. Rain fell. Guards came. The mayor came. It was cold."
        " Mira Holt and Isak Brand were pronounced dead at the scene.",
        2,
        None,
    ),
    # of a murder that is known
    ("A clerk gave himself up to face charges in the murder of Orla Brand.", 1, None),
    ("A clerk is to stand trial for planning the murder of Orla Brand.", None, None),
    # to themselves
    ("A girl picked up the gun that her father had left and shot herself. She died.", 1, None),
    ("The clerk fired by mistake, wounding himself and a woman. The clerk is in jail.", None, 2),
    # who lives of those struck, and a woman beside the men
    (
        "Three men were found with gunshot wounds in Velm. Two of the men later died. The third man"
        " survived. A woman was also shot.",
        2,
        2,
    ),
    # hurt beside a count that by its noun cannot hold them
    (
        "A guard was wounded in a raid on Velm. Two customers were treated for minor injuries.",
        None,
        3,
    ),
    (
        "One officer was shot in the hand. The four firefighters suffered only superficial wounds.",
        None,
        5,
    ),
    (
        "Two officers were hurt in Velm. Four firefighters were also hurt. Six people were hurt.",
        None,
        6,
    ),
    ("A driver was hurt. Three employees were hurt.", None, 3),
    (
        "A guard was wounded, and four firefighters were taken to hospital for minor injuries.",
        None,
        5,
    ),
    # nobody dies of being grazed
    (
        "Shots were heard in Velm. Police came. Many fled. A bullet hit Mira Holt, 13, and grazed a baby"
        " in her arms. Holt died in hospital.",
        1,
        1,
    ),
    # "one other", who lives
    (
        "Two sisters were fatally shot in Velm. A man was wounded."
        " One other woman is expected to survive.",
        2,
        2,
    ),
    (
        "Two people were hurt in Velm. Two were taken to hospital, and one was taken to a clinic.",
        None,
        2,
    ),
    # a year's sum
    ("A clerk was shot dead in Velm. The murder brings the toll for the year to 52.", 1, None),
    # what came before, and the like of it again
    (
        "Weeks after two people were killed and six wounded in Velm, gunmen struck again there:"
        " a clerk was killed and a nurse wounded.",
        1,
        1,
    ),
    # "another one", told twice
    (
        "A guard was shot dead and another wounded in Velm. A guard was fatally wounded, and another one"
        " sustained a wound to his leg. He was taken to hospital.",
        1,
        1,
    ),
    # one of the suspects
    (
        "A guard was wounded, and two suspects, one of whom also suffered wounds, were held.",
        None,
        2,
    ),
    # with what somebody shoots
    ("One of the men also shot from a handgun before they left Velm. Nobody was hurt.", 0, 0),
    # an officer, and who shot him
    (
        "An officer was hurt in Velm. The man accused of shooting the officer was treated for wounds.",
        None,
        2,
    ),
    # "both" counts the one who did it
    (
        "A husband and his wife were found dead in Velm. He had killed both his wife and himself.",
        2,
        None,
    ),
    # another than one who died, than the one who acts, and "the other" of two
    ("A man died and another man was wounded in Velm.", 1, 1),
    ("One of the boys died and another boy was shot in Velm.", 1, 1),
    (
        "A boy of 11 died in Velm. One of them held a gun when it fired and hit the other boy.",
        1,
        None,
    ),
    ("A 15-year-old was shot in Velm. One of the teens shot the other in the leg.", None, 1),
    (
        "A 4-year-old was found with a gun in Velm after another child was shot. A boy, 5, was hit.",
        None,
        1,
    ),
    ("Officers killed one suspect and wounded the other in Velm.", 1, 1),
    (
        "He killed a woman. One of the children said Brand hit another child on the head.",
        1,
        1,
    ),
    ("A teen was hurt. The report found that a boy hit another boy.", None, 1),
    # one or the other
    ("Either his brother or a friend was killed in Velm.", 1, None),
    ("The boy accidentally shot him- or herself in Velm.", None, 1),
    ("Two or three men were killed in Velm.", 2, None),
    # whoever it may be
    (
        "A woman was shot in Velm. Police were not aware of any other person being shot.",
        None,
        1,
    ),
    # how manieth somebody is
    ("A second man was wounded in the shooting at Velm, police learned on Monday.", None, 2),
    ("The second victim this month was shot in Velm.", None, 1),
    ("One man was killed in Velm and a second man was wounded.", 1, 1),
    ("Three people were found shot dead in Velm. Police later found a third person shot.", 3, None),
    ("Three people were found shot dead in Velm. A fourth person was shot in the cellar.", 3, 1),
    # who is brought to a hospital by another name, or comes there
    ("A fourth victim was taken to Velm Medical Center. Three men were shot dead.", 3, 1),
    ("Two men were shot in Velm. A third victim drove himself to a hospital.", None, 3),
    ("The shooting at a bar in Velm ended with five people in the hospital.", None, 5),
    (
        "Gunmen shot at a bus. Five people went to the hospital. Two are in critical condition.",
        None,
        5,
    ),
    ("A clerk was shot in Velm. Two officers went to the hospital.", None, 1),
    ("A clerk was shot in Velm. Two people work in the hospital.", None, 1),
    ("A clerk was shot in Velm. Two people met at a shopping center.", None, 1),
    # of two ages, whatever they may be called
    (
        "A 37-year-old woman was shot in Velm. She was a bystander."
        " The 17-year-old was taken to the hospital with a gunshot wound.",
        None,
        2,
    ),
    # all who live
    (
        "One man is dead and three others wounded in Velm. Three men are wounded."
        " Three men were shot outside.",
        1,
        3,
    ),
    (
        "Three victims in total were shot; one man was sent to Velm Hospital in critical condition.",
        None,
        3,
    ),
    # who was ill
    (
        "A mother shot and wounded her son in Velm and killed herself. Neighbours called the police."
        " The coroner said he died of kidney failure in May.",
        1,
        1,
    ),
    # a man and a woman in one sentence, whatever they are called
    (
        "A girl was shot in Velm. The father came to the hospital. He was in stable condition,"
        " while his daughter was in critical condition.",
        None,
        2,
    ),
    # who stands before the verb is not whom it strikes
    (
        "One-year-old girl shot in Velm; family member jailed\n\nOlle Strick, 34, was arrested after"
        " shooting a one-year-old relative. (Photo: Velm County Sheriff)",
        None,
        1,
    ),
    # of one list, whatever their nouns
    ("Two women and a man were hit by gunfire in Velm.", None, 3),
    # who harmed his own is nobody of them, whatever they are taken for
    (
        "Police say 25-year-old Dirk Olm shot his girlfriend, then killed himself in Velm on Sunday."
        " The woman is in critical condition.",
        1,
        1,
    ),
    # one and the other
    ("Two men were shot in Velm. One died at the scene and the other died at a hospital.", 2, None),
    # with whom the report begins
    ("A second person has died after a shooting in Velm on Saturday.", 2, None),
    ("A clerk was wounded in Velm and a second man was killed.", 1, 1),
    # dead and hurt in one count, whichever is told first
    ("Eight youths have been hurt or killed by gunfire in Velm.", 1, 1),
    ("Two men were shot and killed in Velm.", 2, None),
    # among all of some days
    ("A man and a boy were shot in Velm, among 13 people shot there since Tuesday.", None, 2),
    ("Orla Brand was among 40 people wounded in the raid on Velm.", None, 40),
    # whose death is looked into
    ("Brand is not sought in the death investigation of a clerk in Velm.", 1, None),
    # the last word of a text
    ("Gunmen in Velm killed a group", 2, None),
    # who is one of those counted, by number
    ("A shooting killed two people in Velm. A second teen has died.", 2, None),
    ("A shooting killed two people in Velm. A third teen has died.", 3, None),
    # a nickname is nobody else
    (
        'The victims are Aron "Max" Velt, who was shot in the head, and Kai Dorn, who was shot.',
        None,
        2,
    ),
]


@pytest.mark.parametrize(("text", "killed", "injured"), CASES)
def test_persons_are_told_apart(
    parse: Parser, text: str, killed: int | None, injured: int | None
) -> None:
    """Each of the dead and wounded is counted once, where the words tell them apart."""
    parsed = parse(text)
    harms = find_harm(parsed, find_quantities(parsed), cast=find_entities(parsed))
    tallies = summarise(harms)
    best = {slot: t.best for slot, t in tallies.items() if slot in ("killed", "injured")}
    given = {"killed": killed, "injured": injured}
    assert best == {slot: number for slot, number in given.items() if number is not None}
