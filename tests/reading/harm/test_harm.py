"""Harm: who is killed or injured, how many, whether it happened, and the summary of a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from saidso.language.language import Language
from saidso.language.parse import Parse
from saidso.reading.clauses.quantities import find_quantities
from saidso.reading.harm.casualties import HarmSlot
from saidso.reading.harm.harm import Harm, find_harm, summarise
from saidso.reading.harm.harm_words import dying, noun_slots, state_slots, verb_slots
from saidso.record import Report, Segment, SegmentKind

Parser = Callable[..., Parse]

# text; per slot low and high of the summary; slots that are not listed must be absent
SUMMARIES: list[tuple[str, dict[str, tuple[int | None, int | None]]]] = [
    ("The guards killed two smugglers.", {"killed": (2, 2)}),
    ("Two smugglers were killed by guards.", {"killed": (2, 2)}),
    ("A farmer was wounded in the clash.", {"injured": (1, 1)}),
    ("The army said it lost two soldiers in the ambush.", {"killed": (2, 2)}),
    ('"We lost two soldiers in the fighting," the spokesman said.', {"killed": (2, 2)}),
    ("Troops repelled the attack, losing three men.", {"killed": (3, 3)}),
    ("The army lost contact with two soldiers near Tarvin.", {}),
    ("The team lost two men to injury.", {}),
    ("The farmer lost two goats in the raid.", {}),
    ("A blast killed one Afghan and three Americans.", {"killed": (4, 4)}),
    ("Two Peruvian and three Chilean soldiers were killed.", {"killed": (5, 5)}),
    ("Hundreds of cattle were killed.", {}),
    (
        "Dozens of barns were burned and nine killed when rebels came, a clerk said.",
        {"killed": (9, 9)},
    ),
    ("Dozens of clerks were killed.", {"killed": (12, None)}),
    ("Gunmen killed a teacher. The attack also killed her driver.", {"killed": (2, 2)}),
    ("A bomb killed a judge and also killed his guard.", {"killed": (2, 2)}),
    ("Prisoners held nine guards hostage.", {"captured": (9, 9)}),
    ("A commander was killed along with two guards.", {"killed": (3, 3)}),
    ("The mayor was shot dead together with his driver.", {"killed": (2, 2)}),
    ("A gunman killed two clerks along with nine shoppers.", {"killed": (11, 11)}),
    ("A gunman, along with two friends, killed nine shoppers.", {"killed": (9, 9)}),
    ("Raiders hacked to death five herders in Tarvin.", {"killed": (5, 5)}),
    ("A mob beat two clerks to death.", {"killed": (2, 2)}),
    ("In May, soldiers shot dead a farmer in Tarvin.", {"killed": (1, 1)}),
    ("Police shot dead three raiders and wounded one.", {"killed": (3, 3), "injured": (1, 1)}),
    ("The raid left 10 guards and three clerks dead in Tarvin.", {"killed": (13, 13)}),
    ("A fire left a mother and her two children dead.", {"killed": (3, 3)}),
    (
        "The blast left three guards wounded and two clerks dead.",
        {"killed": (2, 2), "injured": (3, 3)},
    ),
    (
        "The mission spoke of a raid in Velm state that left 32 people dead and 26 others injured.",
        {"killed": (32, 32), "injured": (26, 26)},
    ),
    ("Bandits have killed two guards, and two clerks in Tarvin.", {"killed": (4, 4)}),
    ("Civilian deaths rose from 560 to 761, the mission said.", {}),
    ("The number of deaths in the blast rose from 12 to 14.", {"killed": (14, 14)}),
    ("Two girls were strangled to death in Tarvin.", {"killed": (2, 2)}),
    ("Three men were burnt alive by rioters.", {"killed": (3, 3)}),
    ("The raiders burned farmlands and two barns.", {}),
    ("An air strike hit a wedding party, killing six guests.", {"killed": (6, 6)}),
    ("Fans beat drums and burned two flags.", {}),
    ("He almost died in the fire, and a guard was killed.", {"killed": (1, 1)}),
    ("How many people were killed in the raid? Nobody knows.", {}),
    (
        "Thirty-one (31) villagers were killed and nine (9) wounded when raiders came to Tarvin.",
        {"killed": (31, 31), "injured": (9, 9)},
    ),
    ("The raid left eleven (11) dead.", {"killed": (11, 11)}),
    (
        "The death toll of the Tarvin blast reaches 31, with 64 others injured.",
        {"killed": (31, 31), "injured": (64, 64)},
    ),
    (
        "The death toll has risen to 16 and 30 others were wounded, the mayor said.",
        {"killed": (16, 16), "injured": (30, 30)},
    ),
    (
        "The casualty toll has soared to 700 dead and 1,900 wounded.",
        {"killed": (700, 700), "injured": (1900, 1900)},
    ),
    (
        "The minister revised from 95 to 84 the death toll of the Tarvin blasts.",
        {"killed": (84, 84)},
    ),
    (
        "Some 30 people were feared dead after the raid on Tarvin. Police confirmed 11 deaths.",
        {"killed": (11, 30)},
    ),
    ("Thirty people are feared dead after the raid on Tarvin.", {"killed": (30, 30)}),
    (
        "In all 23 people lost their lives and 40 sustained injuries in the blast.",
        {"killed": (23, 23), "injured": (40, 40)},
    ),
    (
        "Seven bodies were found in the ruins, and 12 people were pulled out alive with injuries.",
        {"killed": (7, 7), "injured": (12, 12)},
    ),
    ("A guard was killed in Tarvin. The feud has taken 9,000 lives.", {"killed": (1, 1)}),
    ("A guard was killed in Tarvin. The toll rose to 90 by Friday.", {"killed": (90, 90)}),
    (
        "Dozens were hurt in Tarvin on Monday. Police came at noon. By evening 31 people were wounded.",
        {"injured": (31, 31)},
    ),
    (
        "The blast killed nine people, with 31 wounded, several of them badly.",
        {"killed": (9, 9), "injured": (31, 31)},
    ),
    ("Ten people died in the clash, among them two guards.", {"killed": (10, 10)}),
    ("A suicide bomber killed himself and four others in Tarvin.", {"killed": (5, 5)}),
    (
        "After the shooting medics rushed a boy to Tarvin Hospital in stable condition.",
        {"injured": (1, 1)},
    ),
    ("Four women in their 20s and 30s were wounded in Tarvin.", {"injured": (4, 4)}),
    (
        "A guard was shot dead in Tarvin. Police came at noon. The street was closed. It rained. "
        "Nobody was there. Holt saw her brother shot in the leg.",
        {"killed": (1, 1)},
    ),
    (
        "A boy was found dead in Tarvin. Police came at noon. The street was closed. A woman was killed.",
        {"killed": (1, 2)},
    ),
    (
        "A farmer was wounded in Tarvin. "
        + "The street was closed. " * 10
        + "In spring a man was killed there.",
        {"injured": (1, 1)},
    ),
    ("The shepherd who was shot on Sunday is recovering.", {"injured": (1, 1)}),
    ("People injured in the blast were taken to Tarvin.", {"injured": (2, None)}),
    ("A man shot in the leg was flown out.", {"injured": (1, 1)}),
    ("Two officers shot and wounded a teenager, the mayor said.", {"injured": (1, 1)}),
    ("A deputy shot and killed a driver, officials said.", {"killed": (1, 1)}),
    ("A trooper shot and critically injured a woman near Lima.", {"injured": (1, 1)}),
    ("Gunmen stabbed and robbed a nurse.", {"injured": (1, 1)}),
    ("Three miners died underground.", {"killed": (3, 3)}),
    ("The driver succumbed to his wounds.", {"killed": (1, 1)}),
    ("The death of three rangers shocked the valley.", {"killed": (3, 3)}),
    ("The blast caused 12 deaths.", {"killed": (12, 12)}),
    ("Five wounded were taken to the clinic.", {"injured": (5, 5)}),
    ("The raid left three dead.", {"killed": (3, 3)}),
    ("The bomb killed at least five people.", {"killed": (5, None)}),
    ("The fire claimed the lives of nine workers.", {"killed": (9, 9)}),
    ("The flood claimed 14 lives.", {"killed": (14, 14)}),
    ("Two guards lost their lives.", {"killed": (2, 2)}),
    ("There were no casualties.", {"killed": (0, 0), "injured": (0, 0)}),
    ("No casualties were reported among the troops.", {"killed": (0, 0), "injured": (0, 0)}),
    ("Two deaths were reported among the troops.", {"killed": (2, 2)}),
    ("No one was hurt.", {"killed": (0, 0), "injured": (0, 0)}),
    ("Nobody was killed in the raid.", {"killed": (0, 0)}),
    ("Three people are dead.", {"killed": (3, 3)}),
    ("Six sailors are missing.", {"missing": (6, 6)}),
    ("Four hikers went missing on Friday.", {"missing": (4, 4)}),
    ("Two rangers and a farmer were killed.", {"killed": (3, 3)}),
    ("Villagers were killed in the raid.", {"killed": (2, None)}),
    ("Several guards were wounded.", {"injured": (3, None)}),
    ("Dozens were injured.", {"injured": (12, None)}),
    ("More than 30 shoppers were injured.", {"injured": (31, None)}),
    ("Up to ten rebels were killed.", {"killed": (None, 10)}),
    ("Some 200 families were displaced.", {"displaced": (200, 200)}),
    ("Militants abducted 14 pupils.", {"captured": (14, 14)}),
    ("Six hostages were released on Tuesday.", {"released": (6, 6)}),
    ("Police detained three drivers.", {"captured": (3, 3)}),
    ("Soldiers who staged a coup said the president they held was being treated well.", {}),
    ("Of those who broke out, 34 had been recaptured by Tuesday.", {"captured": (34, 34)}),
    ("Officials put the number of those detained at 93.", {"captured": (93, 93)}),
    ("Armed men boarded the ship and took nine of its 21 crew.", {"captured": (9, 9)}),
    ("Bandits raided Velm and took 12 women into the bush.", {"captured": (12, 12)}),
    ("His driver was killed and his bodyguard was injured.", {"killed": (1, 1), "injured": (1, 1)}),
    ("The guard was hit at least five times.", {"injured": (1, 1)}),
    ("Troops fired more than 40 rounds.", {"rounds_fired": (41, None)}),
    ("Six shots were fired at the bus.", {"rounds_fired": (6, 6)}),
    ("The fatal shooting of a clerk is under review.", {"killed": (1, 1)}),
    ("A clerk was fatally shot.", {"killed": (1, 1)}),
    ("The clerk was shot and killed.", {"killed": (1, 1)}),
    ("The clerk was stabbed to death.", {"killed": (1, 1)}),
    ("The gunman was shot dead by police.", {"killed": (1, 1)}),
    ("The man threatened to kill three teachers.", {}),
    ("The blast could have killed hundreds.", {}),
    ("They planned to kidnap a minister.", {}),
    ("Guards tried to kill the mayor.", {}),
    ("Falls kill 600 people a year.", {}),
    ("The mayor survived.", {}),
    ("The report killed the plan.", {}),
    ("The driver was not injured.", {}),
    ("In all, five people died.", {"killed": (5, 5)}),
    ("The blast killed two, bringing the death toll to 12.", {"killed": (12, 12)}),
    ("The death toll rose to 31 on Sunday.", {"killed": (31, 31)}),
    ("A total of 17 people were killed.", {"killed": (17, 17)}),
    ("Maria Holt and John Brand were killed.", {"killed": (2, 2)}),
    ("A woman was killed and three others were wounded.", {"killed": (1, 1), "injured": (3, 3)}),
    ("1 dead, 3 injured in Lakeside shooting", {"killed": (1, 1), "injured": (3, 3)}),
    ("Man shot in Tarvin", {"injured": (1, 1)}),
    ("A 17-year-old was shot and wounded.", {"injured": (1, 1)}),
    ("One of the three divers died.", {"killed": (1, 1)}),
    ("A family of four was killed.", {"killed": (4, 4)}),
    ("Her brother was murdered.", {"killed": (1, 1)}),
    ("Two bodies were found in the river.", {"killed": (2, 2)}),
    ("Nine people were hospitalized.", {"injured": (9, 9)}),
    ("A police officer was gunned down.", {"killed": (1, 1)}),
    ("The attack killed five and wounded eight.", {"killed": (5, 5), "injured": (8, 8)}),
    ("Thirty people were evacuated.", {"displaced": (30, 30)}),
    # several sentences: each person counts once
    ("John Brand, 34, was shot on Monday. He died at the hospital.", {"killed": (1, 1)}),
    ("A man was killed on Monday. The man was John Brand, who died at once.", {"killed": (1, 1)}),
    (
        "Five people were shot on Monday. Two of them died.",
        {"killed": (2, 2), "injured": (3, 3)},
    ),
    ("Two guards were wounded. Another guard was wounded.", {"injured": (2, 2)}),
    ("Maria Holt was killed. John Brand was killed.", {"killed": (2, 2)}),
    ("A man was killed. No one else was hurt.", {"killed": (1, 1), "injured": (0, 0)}),
    # gapped, shared and far subjects and objects
    (
        "A border guard was killed and a farmer injured when rebels shelled the village.",
        {"killed": (1, 1), "injured": (1, 1)},
    ),
    (
        "A teacher was killed and her husband seriously injured on Friday.",
        {"killed": (1, 1), "injured": (1, 1)},
    ),
    ("He fired several times, striking and killing three people.", {"killed": (3, 3)}),
    ("The nurse said that 40 people had been treated for gunshot wounds.", {"injured": (40, 40)}),
    ("A farmer is being treated for a gunshot wound.", {"injured": (1, 1)}),
    ("Holt's death shocked the town.", {"killed": (1, 1)}),
    # parts of a count, and others beside it
    ("Twelve officers had been hurt, one of them badly.", {"injured": (12, 12)}),
    (
        "Four teenagers were shot, one fatally, while sitting in a van.",
        {"killed": (1, 1), "injured": (3, 3)},
    ),
    ("2 shot dead, 2 injured in Tarvin", {"killed": (2, 2), "injured": (2, 2)}),
    ("12-year-old boy killed, 4 others shot in Tarvin", {"killed": (1, 1), "injured": (4, 4)}),
    ("A clerk died after he and four others were shot.", {"killed": (1, 1), "injured": (4, 4)}),
    ("Two boys, 15 and 16, were shot in the leg.", {"injured": (2, 2)}),
    ("She put the number of injured at 60.", {"injured": (60, 60)}),
    # one person told in several ways is one, whatever the order
    (
        "A person was killed on Monday. Tam Doyle, 17, was shot in Tarvin. He later died.",
        {"killed": (1, 1)},
    ),
    (
        "A boy shot another boy. The victim, Tam Doyle, died at the clinic.",
        {"killed": (1, 1)},
    ),
    ("A man was killed and another man was wounded.", {"killed": (1, 1), "injured": (1, 1)}),
    (
        "A farmer was shot at noon. A clerk was also shot.",
        {"injured": (2, 2)},
    ),
    ("One dead in Tarvin. A man told police that he had shot his friend.", {"killed": (1, 1)}),
    ("The suspect was hit in the hand. The victim was shot in the leg.", {"injured": (2, 2)}),
    ("Orla Fenwick, 34, Tam Fenwick, 8, and Una Fenwick, 5, were killed.", {"killed": (3, 3)}),
    (
        "A man shot his wife. He killed four people before he killed himself.",
        {"killed": (5, 5)},
    ),
    (
        "A shooting left four injured, one of whom died. Three others were injured.",
        {"killed": (1, 1), "injured": (3, 3)},
    ),
    # harm that is not of the report's happening
    (
        "A clerk, 20, was shot dead on Monday." + " Police closed the road." * 9 + " Tam Doyle, 40,"
        " was killed in the same street.",
        {"killed": (1, 2)},
    ),
    (
        "A clerk was shot dead on Monday." + " Police closed the road." * 9 + " Five guards were"
        " killed in Lima.",
        {"killed": (1, 1)},
    ),
    ("A clerk was shot dead. The town voted. His sister died of cancer.", {"killed": (1, 1)}),
    ("A clerk was killed in retaliation for the death of a gang member.", {"killed": (1, 1)}),
    ("We must act before another child is killed.", {}),
    ("RELATED: Two guards killed in Lima", {}),
    # ages that stand for a person
    ("A child accidentally shot and killed a 12-year-old Tuesday afternoon.", {"killed": (1, 1)}),
    (
        "A boy, 17, was shot and killed, and a girl who was with him was shot and wounded.",
        {"killed": (1, 1), "injured": (1, 1)},
    ),
    ("The gun fired off and hit the 11-year-old.", {"injured": (1, 1)}),
    ("The shooting death of 17-year-old Orla Dane Fenwick shook the town.", {"killed": (1, 1)}),
    ("A 20-year-old woman suffered a fatal gunshot wound.", {"killed": (1, 1)}),
    ("Tam Fenwick was found dead April 22nd in a barn.", {"killed": (1, 1)}),
    ("Medics took the man, with a gunshot wound in the chest, to a clinic.", {"injured": (1, 1)}),
    ("A boy accidentally shot himself and his friend.", {"injured": (2, 2)}),
    # how somebody fares after an attack
    ("A boy remained in critical condition after a shooting.", {"injured": (1, 1)}),
    (
        "A resident was treated for an apparent bullet graze after the shooting.",
        {"injured": (1, 1)},
    ),
    ("A boy was treated and released after the shooting.", {"injured": (1, 1)}),
    ("A teenager is recovering after the gun went off with a blast.", {"injured": (1, 1)}),
    ("The mayor is in critical condition after a stroke.", {}),
    ("Six were hurt in the blast. Two of them are in serious condition.", {"injured": (6, 6)}),
    # what says nothing of death, and what sets a count aside
    ('"None is wounded," she said.', {"injured": (0, 0)}),
    ("Police said three people had been hurt, not six.", {"injured": (3, 3)}),
    ("Nine prisoners were taken in the raid, the group said.", {"captured": (9, 9)}),
    ("Police counted at least 20 shots.", {"rounds_fired": (20, None)}),
    ("It was not clear how many rounds had been fired.", {}),
    ("", {}),
    ("😀", {}),
    # numbers that are no toll, and what kills at all
    ("Callers may use the toll-free number 855-555-0101.", {}),
    ("Perhaps knives do kill people, she said.", {}),
    ("Bullets that kill people are sold in Tarvin.", {}),
    ("Rebels kill people in Tarvin.", {"killed": (2, None)}),
    # those of several happenings
    ("Brand was the first of two clerks killed over the weekend in Tarvin.", {}),
    # at whom somebody shot, hit or not
    ("A man was arrested for shooting at five people in Tarvin.", {}),
    ("Gunmen shot at least five people in Tarvin.", {"injured": (5, None)}),
    ("A man was jailed for shooting nine people at a market.", {"injured": (9, 9)}),
    ("Gunmen shot at a bus in Tarvin.", {}),
    ('"He shot enough rounds to be heard in Keld," a clerk said.', {"rounds_fired": (2, None)}),
    # at a place told by what was done there before
    (
        "Two men were shot in Tarvin, near where three guards had been killed a week earlier.",
        {"injured": (2, 2)},
    ),
    ("Police found a man in the house where three people had been killed.", {"killed": (3, 3)}),
    # who they were, and none of them
    ("Those killed were two guards and a driver.", {"killed": (3, 3)}),
    ("None of the 14 wounded is in danger.", {"injured": (14, 14)}),
    # who was shot and then died
    ("A man shot in the leg in Tarvin has died.", {"killed": (1, 1)}),
    ("Two women stabbed at a market in Tarvin died in hospital.", {"killed": (2, 2)}),
    # what is denied is how badly
    ("The clerk was not seriously injured in the blast.", {"injured": (1, 1)}),
    ("The two guards were not badly hurt.", {"injured": (2, 2)}),
    ("The clerk was not injured in the blast.", {}),
    ("Nobody was seriously injured in the blast.", {"injured": (0, 0)}),
    ("She was flown to the Keld Nationwide Hospital, badly injured.", {"injured": (1, 1)}),
    # two told by their ages, a list that spells a number out
    ("A 10-year-old and a 14-year-old were shot in Tarvin.", {"injured": (2, 2)}),
    (
        "Three clerks, one man, and two women, were taken to hospital with bad wounds.",
        {"injured": (3, 3)},
    ),
    # pronounced dead
    ("He was taken to hospital and pronounced dead.", {"killed": (1, 1)}),
    ("Two guards, who were taken to Keld and declared dead, were brothers.", {"killed": (2, 2)}),
    ("A doctor came and pronounced the two guards dead.", {"killed": (2, 2)}),
    (
        "Three guards were bruised; a fourth clerk suffered a stroke and was pronounced dead.",
        {"killed": (1, 1)},
    ),
    # bodies that are found, and lives that people take
    ("Her body was found near Tarvin.", {"killed": (1, 1)}),
    ("Police found Orla Brand's body in a ditch.", {"killed": (1, 1)}),
    ("Police found a body in Orla Brand's house.", {}),
    ("The boys' bodies were discovered in a barn.", {"killed": (2, None)}),
    ("Both committed suicide, the clerk said.", {"killed": (2, 2)}),
    ("A clerk tried to commit suicide in Tarvin.", {}),
    ("A girl and a man who took their lives in Tarvin were friends.", {"killed": (2, 2)}),
    ("The gunman took her life in Tarvin.", {"killed": (1, 1)}),
    ("He attempted to take his own life in Tarvin.", {}),
    ("He killed two clerks before turning the gun on himself.", {"killed": (3, 3)}),
    ("He turned the gun on himself in an attempted suicide.", {}),
    ("She turned her gun on him.", {}),
    # a headline without a stop, and a lead that begins with a number
    ("Father condemns Tarvin shooting\n\nHundreds of people marched for peace.", {}),
    (
        "The army put the dead at twelve and the wounded at 30.",
        {"killed": (12, 12), "injured": (30, 30)},
    ),
    ("The missing numbered at least nine, the mayor said.", {"missing": (9, None)}),
    ("They found the bodies of a child, a man and a woman.", {"killed": (3, 3)}),
    ("A double murder shocked the valley.", {"killed": (2, 2)}),
    ("Gunmen fled after a quadruple shooting at the bridge.", {"injured": (4, 4)}),
    ("Boy shoots self with parent's gun", {"injured": (1, 1)}),
    ("The driver did not survive.", {"killed": (1, 1)}),
    ("One bullet grazed a child's leg.", {"injured": (1, 1)}),
    ("Brand was one of five people injured in the blast.", {"injured": (5, 5)}),
    ("Two men shot into a house on Mill Street.", {}),
    (
        "The gunman fired again, killing Tam Doyle and striking two pupils.",
        {"killed": (1, 1), "injured": (2, 2)},
    ),
    ("Ada Holt, 15, Orla Brand, 19, and Tam Doyle, 23, were injured.", {"injured": (3, 3)}),
    (
        "Gunfire struck Brand and three others — Orla Holt, 21; Tam Doyle, 22; and Ada Reed, 23.",
        {"injured": (4, 4)},
    ),
    # a lead told again has no further victims
    (
        "Three people were killed and another wounded at the mill. Three people were killed, and another"
        " wounded, the mayor said.",
        {"killed": (3, 3), "injured": (1, 1)},
    ),
    # a man is no baby
    ("A baby was shot in the leg. A man was shot as well.", {"injured": (2, 2)}),
    (
        "A nurse and a guard were wounded. The other victim was treated at home.",
        {"injured": (2, 2)},
    ),
    # an age is nobody, and each has his own
    ("Orla Brand, 33, and Tam Doyle, 28, were killed.", {"killed": (2, 2)}),
    (
        "He shot his father and his 6-year-old daughter. The father was hit in the arm.",
        {"injured": (2, 2)},
    ),
    ("The bodies of Maria Holt, Adam, 3, and Ethan, 5, were found.", {"killed": (3, 3)}),
    # who is found, and by whom somebody was shot
    ("A mother who was shot in the head by her 4-year-old child has died.", {"killed": (1, 1)}),
    ("Brand, the 50-year-old Tarvin man found dead in his hut, was a miner.", {"killed": (1, 1)}),
    (
        "One man dead, two juveniles injured in Tarvin shooting.",
        {"killed": (1, 1), "injured": (2, 2)},
    ),
    ("All the victims suffered non-fatal gunshot wounds.", {"injured": (2, None)}),
    ("Two teens named in double fatal shooting", {"killed": (2, 2)}),
    ("He is wanted in the death of a neighbour.", {"killed": (1, 1)}),
    ("She said that he should be dead.", {}),
    # hospitals, and lives that are fought for
    ("Two men are in the hospital after a shooting in Tarvin.", {"injured": (2, 2)}),
    ("The shooting sent five people to the hospital.", {"injured": (5, 5)}),
    ("Four people were taken to a hospital after the shooting.", {"injured": (4, 4)}),
    ("Four people were taken to a hospital after the match.", {}),
    ("A boy is fighting for his life after the shooting.", {"injured": (1, 1)}),
    (
        "Three men were flown out for treatment of their wounds.",
        {"injured": (3, 3)},
    ),
    # one of the suspects is not the officer
    (
        "A gunman wounded Officer Brand. One of the suspects was struck by a bullet.",
        {"injured": (2, 2)},
    ),
    # names told in part, or spelled in two ways
    ("Maria N. Holt was killed. Maria Holt was killed on Sunday.", {"killed": (1, 1)}),
    ("Daryl Brand was killed. Darryl Brand was killed on Sunday.", {"killed": (1, 1)}),
    # a headline's list, whose children a number counts, and animals
    ("A father of five was killed in Tarvin.", {"killed": (1, 1)}),
    ("Herders killed 200 sheep and two guards.", {"killed": (2, 2)}),
    (
        "They found one deceased man and a second man with a wound.",
        {"killed": (1, 1), "injured": (1, 1)},
    ),
    # victims that are numbered on
    ("Three men were wounded. A fourth victim was grazed by a bullet.", {"injured": (4, 4)}),
    ("A third man was wounded in Tarvin in one week.", {"injured": (1, 1)}),
    # those struck before the others, and all who were struck
    ("Two men were shot and three others were injured.", {"injured": (5, 5)}),
    (
        "Four people were shot. All four people were seriously injured. One of them died.",
        {"killed": (1, 1), "injured": (3, 3)},
    ),
    # the dead of other days stand far below
    (
        "Two men were wounded in Tarvin. "
        + "The road was closed. " * 9
        + "A boy was killed there in May.",
        {"injured": (2, 2)},
    ),
    # who is counted in, and what a number counts beside its noun
    ("At least six people, including a mayor, were killed.", {"killed": (6, None)}),
    ("Five guards and police officers were injured.", {"injured": (5, 5)}),
    ("Five guards and two officers were injured.", {"injured": (7, 7)}),
    (
        "At least seven people were killed and seven wounded when a bomb went off, a spokesman said.",
        {"killed": (7, None), "injured": (7, 7)},
    ),
    # a number of dead and hurt together is of neither
    (
        "More than 20 people killed and wounded in Velm. The bomb killed seven and wounded 15.",
        {"killed": (7, 7), "injured": (15, 15)},
    ),
    ("Three marines endured minor injuries.", {"injured": (3, 3)}),
    (
        "Gunmen killed six guards. The road was closed. The decade-long insurgency has killed 36,000 people.",
        {"killed": (6, 6)},
    ),
    (
        "Two men were killed and two others remain in critical condition.",
        {"killed": (2, 2), "injured": (2, 2)},
    ),
    ("After the shooting, three victims were released from the hospital.", {"injured": (3, 3)}),
    ("The driver and a passenger were each shot in the leg.", {"injured": (2, 2)}),
    (
        "Three victims, a 25-year-old man, a 26-year-old man, and a 33-year-old man, were injured.",
        {"injured": (3, 3)},
    ),
    ("Maria Holt, a neighbour and friend, was killed.", {"killed": (1, 1)}),
    ("The girl had a minor injury.", {"injured": (1, 1)}),
    # a total of those struck holds the dead, a total of those hurt does not
    (
        "A man was killed at the mill. In all, seven people were shot.",
        {"killed": (1, 1), "injured": (6, 6)},
    ),
    (
        "A man was killed and seven others wounded. In all, seven people were wounded.",
        {"killed": (1, 1), "injured": (7, 7)},
    ),
]


def harms(parse: Parser, text: str) -> list[Harm]:
    """Return the harm that is read from `text`."""
    parsed = parse(text)
    return find_harm(parsed, find_quantities(parsed))


@pytest.mark.parametrize(("text", "expected"), SUMMARIES)
def test_summary(
    parse: Parser, text: str, expected: dict[str, tuple[int | None, int | None]]
) -> None:
    """The summary has the bounds that the words say, and no slot that they do not."""
    tallies = summarise(harms(parse, text))
    assert {slot: (t.low, t.high) for slot, t in tallies.items()} == expected
    for tally in tallies.values():
        assert tally.rule
        assert tally.best is not None
        assert (tally.low or 0) <= tally.best <= (tally.high if tally.high is not None else 10**9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The guard was shot in the shoulder and elbow.", ["shoulder and elbow"]),
        ("She suffered a gunshot wound to her leg.", ["leg"]),
        ("The guard was hit at least five times.", ["at least five times"]),
        ("She was treated for a gunshot wound to the back.", ["back"]),
        ("He was hit by a bullet in the neck.", ["neck"]),
        ("The guard was wounded.", []),
    ],
)
def test_wounds(parse: Parser, text: str, words: list[str]) -> None:
    """Wounds keep the words for where, or how often, somebody was hit."""
    assert [h.value for h in harms(parse, text) if h.slot == "wounds"] == words


def test_number_of_hits_has_bounds(parse: Parser) -> None:
    """How often somebody was hit is a count with its modifier."""
    (wound,) = [h for h in harms(parse, "He was shot at least five times.") if h.slot == "wounds"]
    assert (wound.low, wound.high, wound.modifier) == (5, None, "at_least")


def test_number_of_hits_and_place_are_one_wound(parse: Parser) -> None:
    """Where and how often somebody was hit is told once, with the words of both."""
    text = "The man was struck once in the thigh."
    (wound,) = [h for h in harms(parse, text) if h.slot == "wounds"]
    words = " ".join(text[a:b] for a, b in wound.spans)
    assert (wound.value, wound.low, wound.high) == ("thigh", 1, 1)
    assert "once" in words
    assert "thigh" in words


def test_count_set_aside_is_denied(parse: Parser) -> None:
    """A count that the speaker sets aside keeps its own words."""
    text = "Police said three people had been hurt, not six."
    assert [(h.value, h.denied) for h in harms(parse, text)] == [(3, False), (6, True)]
    assert [text[a:b] for a, b in harms(parse, text)[1].spans] == ["not six"]


def test_negated_harm_keeps_its_number(parse: Parser) -> None:
    """Who was not hurt is one person of whom harm is denied, not nobody."""
    (harm,) = harms(parse, "The clerk was not hurt.")
    assert (harm.value, harm.negated) == (1, True)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The man threatened to kill three teachers.", "threatened"),
        ("The blast could have killed two guards.", "unclear"),
        ("They planned to kidnap a minister.", "planned"),
        ("Guards tried to kill the mayor.", "attempted"),
        ("Guards killed the mayor.", "happened"),
    ],
)
def test_status(parse: Parser, text: str, status: str) -> None:
    """What did not happen keeps its status."""
    assert [h.status for h in harms(parse, text)] == [status]


def test_attacker_is_marked(parse: Parser) -> None:
    """An attacker who is killed is told from the victims."""
    found = harms(parse, "The gunman killed two clerks. The gunman was shot dead by police.")
    assert [(h.slot, h.value, h.perpetrator) for h in found] == [
        ("killed", 2, False),
        ("killed", 1, True),
    ]


def test_earlier_incident_is_background(parse: Parser) -> None:
    """Numbers of another incident stay out of the summary."""
    text = (
        "A bomb killed two guards on Monday. Police closed the road. "
        "A similar attack in Tarvin killed 14 people years ago."
    )
    found = harms(parse, text)
    assert [h.background for h in found] == [False, True]
    assert summarise(found)["killed"].best == 2


def test_statistics_are_generic(parse: Parser) -> None:
    """A rate is no incident."""
    assert [h.generic for h in harms(parse, "Falls kill 600 people a year.")] == [True]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Two valiant soldiers paid the supreme price.", [("killed", 2)]),
        ("Three officers made the ultimate sacrifice.", [("killed", 3)]),
        ("Two pilots embraced martyrdom near Orlo.", [("killed", 2)]),
        ("Four guards laid down their lives.", [("killed", 4)]),
        ("Troops neutralised 16 insurgents.", [("killed", 16)]),
        ("Kidnapper killed as police rescue two victims", [("killed", 1)]),
        ("Sappers neutralised a mine. The party paid a high price. He made a sacrifice.", []),
        ("The camp of internally displaced persons was closed.", []),
    ],
)
def test_veiled_words(parse: Parser, text: str, told: list[tuple[str, int]]) -> None:
    """Armies and papers have other words for the dead."""
    assert [(h.slot, h.value) for h in harms(parse, text)] == told


def test_what_years_count_is_generic(parse: Parser) -> None:
    """The dead of a year or a war are not those of the day."""
    text = (
        "Rebels killed two guards. Police closed the road. "
        "In 54 clashes in the valley this year, 86 rebels, 26 of them boys, have been killed."
    )
    found = harms(parse, text)
    assert [(h.value, h.generic) for h in found] == [(2, False), (86, True)]
    assert summarise(found)["killed"].best == 2


def test_spans_cover_count_and_harm_word(parse: Parser) -> None:
    """The words of a harm are its count and its harm word; order is that of the text."""
    text = "Three miners died and two rangers were wounded."
    found = harms(parse, text)
    assert [[text[a:b] for a, b in h.spans] for h in found] == [
        ["Three miners died"],
        ["two rangers were wounded"],
    ]
    assert [h.order for h in found] == sorted(h.order for h in found)


def test_slots_of_the_table_are_slots_of_the_record() -> None:
    """The words of harm lead to slots that exist."""
    slots = {*verb_slots().values(), *state_slots().values(), *noun_slots().values()} - {"both"}
    assert slots <= set(get_args(HarmSlot))
    assert "died" in dying()


def test_hostile_text(parse: Parser) -> None:
    """A long row of harm words is read without a crash."""
    harms(parse, "killed two shot dead wounded no one died of 3 injuries to five " * 150)


def test_a_degree_that_is_denied_leaves_the_wound(parse: Parser) -> None:
    read = parse("The three others did not suffer life-threatening wounds.")
    found = [h for h in find_harm(read, find_quantities(read)) if h.slot == "injured"]
    assert [(h.value, h.negated) for h in found] == [(3, False)]


@pytest.mark.parametrize(
    ("headline", "harm"),
    [
        ("One dead, three wounded in quarry shooting", [("killed", 1), ("injured", 3)]),
        ("Boy, 12, killed, 6 others shot on West Side", [("killed", 1), ("injured", 6)]),
        ("2 shot, 1 dead in Tarvin", [("injured", 2), ("killed", 1)]),
        ("16-year-old shot outside of club in Tarvin, police say", [("injured", 1)]),
        ("Guard questioned after child shot", [("injured", 1)]),
        ("Charges filed in fatal shooting at mill in Tarvin", [("killed", None)]),
        ("Ten killed, scores hurt as bus is shelled", [("killed", 10), ("injured", 20)]),
        ("Dad charged after son accidentally shoots, kills little brother", [("killed", 1)]),
        ("21-year-old accused of shooting, killing 17-year-old in Tarvin", [("killed", 1)]),
        ("One person shot outside 7-Eleven in Tarvin", [("injured", 1)]),
        ("Boy kills friend in Tarvin, another wounded", [("killed", 1), ("injured", 1)]),
        ("Woman, 3 teenage daughters shot in Tarvin", [("injured", 4)]),
        (
            "15-year-old killed, 13-year-old injured in Tarvin shooting",
            [("killed", 1), ("injured", 1)],
        ),
        (
            "Rampage that killed woman, injured 2 officers & 3 others in Tarvin",
            [("killed", 1), ("injured", 5)],
        ),
        ("9 dead, dozens injured in biker gang shooting", [("killed", 9), ("injured", 12)]),
        # an age without the comma after it, and numbers that are none
        ("Boy, 13 shot in Tarvin", [("injured", 1)]),
        ("Man 41 wounded in Tarvin quarry", [("injured", 1)]),
        ("Suspect, 22 killed by guards in Tarvin", [("killed", 1)]),
        ("Guards kill man, 13 wounded", [("killed", 1), ("injured", 13)]),
        ("Officer, 2 dead in shootout", [("killed", 2)]),
        ("6-year-old playing with gun shot and killed", [("killed", 1)]),
        ("Quarry fire claims a life", [("killed", None)]),
        # two counts without a comma, and who stands before a comma or at the end
        ("2 killed 5 hurt in Tarvin raid", [("killed", 2), ("injured", 5)]),
        ("2 dead 5 hurt after raid on Keld market", [("killed", 2), ("injured", 5)]),
        ("9-year-old dies, father injured in Tarvin", [("killed", 1), ("injured", 1)]),
        ("17-year-old shot, killed inside house", [("killed", 1)]),
        ("Three shot, one fatally, in Tarvin", [("killed", 1), ("injured", 3)]),
        ("Suspect jailed, 6-year-old hospitalized", [("injured", 1)]),
        # to themselves
        ("Tarvin man shoots own leg while cleaning rifle", [("injured", 1), ("wounds", "own leg")]),
        ("Gunman fatally shoots three clerks, self in Tarvin", [("killed", 4)]),
        ("Student takes own life in Tarvin", [("killed", 1)]),
        (
            "Three men arrested for gunning down 5 farmers in Tarvin",
            [("captured", 3), ("killed", 5)],
        ),
        ("Four suspects charged after K-9 was killed", []),
    ],
)
def test_headline_counts_stand_before_their_word(
    language: Language, headline: str, harm: list[tuple[str, int]]
) -> None:
    text = f"{headline}\n\nA man died and three others were hurt on Sunday, police said."
    ends = (0, len(headline) + 2, len(text))
    kinds: list[SegmentKind] = ["headline", "paragraph"]
    segments = [
        Segment(kind=kind, span=(a, b))
        for kind, a, b in zip(kinds, ends[:2], ends[1:], strict=True)
    ]
    read = language.parse(Report(id="0" * 64, name="test", text=text, segments=segments))
    found = [h for h in find_harm(read, find_quantities(read)) if h.sentence == 0]
    assert [(h.slot, h.value) for h in found] == harm
