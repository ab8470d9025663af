"""The set lists of the task that are learned (template-doc-part1, section 7), by head of the network."""

from __future__ import annotations

SLOTS = ("perp-ind-id", "perp-org-id", "phys-tgt-id", "hum-tgt", "inc-instr-id")
"""What a phrase may fill; `hum-tgt` is a name or a description."""
INDIVIDUAL, ORGANISATION, THING, HUMAN, INSTRUMENT = range(5)
TYPES = (
    "ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE", "HIJACKING",
)  # fmt: skip
NONE = "-"
"""No fill."""
HEADS: dict[str, tuple[str, ...]] = {
    "inc-type": TYPES,
    "inc-stage": ("ACCOMPLISHED", "ATTEMPTED", "THREATENED"),
    "perp-inc-cat": ("TERRORIST ACT", "STATE-SPONSORED VIOLENCE", NONE),
    "hum-tgt-type": (
        "CIVILIAN", "DIPLOMAT", "GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL",
        "FORMER ACTIVE MILITARY", "LEGAL OR JUDICIAL", "ACTIVE MILITARY", "POLITICAL FIGURE",
        "LAW ENFORCEMENT", "SECURITY GUARD",
    ),
    "hum-tgt-effect": (
        NONE, "DEATH", "INJURY", "NO INJURY OR DEATH", "NO INJURY", "NO DEATH", "REGAINED FREEDOM",
        "ESCAPED", "RESIGNATION", "NO RESIGNATION",
    ),
    "phys-tgt-type": (
        "CIVILIAN RESIDENCE", "COMMERCIAL", "COMMUNICATIONS", "DIPLOMAT OFFICE OR RESIDENCE",
        "ENERGY", "FINANCIAL", "GOVERNMENT OFFICE OR RESIDENCE", "LAW ENFORCEMENT FACILITY",
        "POLITICAL FIGURE OFFICE OR RESIDENCE", "ORGANIZATION OFFICE", "TRANSPORT VEHICLE",
        "TRANSPORTATION FACILITY", "TRANSPORTATION ROUTE", "WATER", "OTHER",
    ),
    "phys-tgt-effect": (
        NONE, "DESTROYED", "SOME DAMAGE", "NO DAMAGE", "MONEY TAKEN FROM TARGET",
        "PROPERTY TAKEN FROM TARGET", "TARGET TAKEN",
    ),
    "perp-org-conf": (
        "REPORTED AS FACT", "ACQUITTED", "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED",
        "SUSPECTED OR ACCUSED BY AUTHORITIES", "POSSIBLE",
    ),
    "inc-instr-type": (
        "GUN", "MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE", "EXPLOSIVE", "BOMB", "VEHICLE BOMB",
        "DYNAMITE", "MINE", "AERIAL BOMB", "GRENADE", "MOLOTOV COCKTAIL", "PROJECTILE", "MISSILE",
        "ROCKET", "CUTTING DEVICE", "FIRE", "STONE", "TORTURE",
    ),
}  # fmt: skip
