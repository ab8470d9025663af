"""Who suffers what a harm word says: objects, passive subjects, relative clauses, bare numbers."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.both import both
from saidso.reading.clauses.people import people
from saidso.reading.harm.harm_words import state_slots, table, verb_slots
from saidso.reading.harm.neighbours import aged_after, behind, counted_after, number_before
from saidso.reading.harm.sharing import among, attacks, paired
from saidso.reading.harm.victims import Numbers, Victims

_CLIMB = 5
_HELPING = frozenset(["aux", "aux:pass", "cop", "mark"])
_WHO = frozenset(["nsubj", "nsubj:pass"])
_BELOW = frozenset(["acl", "acl:relcl", "amod", "advcl", "xcomp"])
_AIMS = frozenset(["into", "toward", "towards"])


class Sufferers:
    """Finds the head tokens of those harmed, by the grammar around harm words of one report."""

    def __init__(self, parse: Parse, numbers: Numbers, victims: Victims) -> None:
        self.parse, self.numbers, self.victims = parse, numbers, victims
        self.table = table()
        self.verbs, self.states = verb_slots(), state_slots()

    def patients(self, i: int) -> list[int]:
        """Return who suffers what the verb at `i` says."""
        tokens = self.parse.tokens
        token = tokens[i]
        children = self.parse.children[i]
        low = token.text.lower()
        has_aux = self.is_passive(i)
        aims = token.rel not in _BELOW and self._aims(i)
        if not has_aux and (self._misses(i) or aims or attacks(self.parse, self.victims, i)):
            return []
        after = (
            None
            if has_aux
            else (
                counted_after(self.parse, self.victims, i)
                or aged_after(self.parse, self.numbers, i)
            )
        )
        if after is not None:
            return [after]
        passive = [c for c in children if tokens[c].rel == "nsubj:pass"]
        if passive:  # what stands after the verb is a part: "ten were hurt, one of them badly"
            own = self.antecedents(([c for c in passive if c < i] or passive)[-1:], i)
            return [self._owner(h) for h in own]
        past = not (low.endswith("ing") or low in self.table.present)
        whom = among(self.parse, self.victims, i)
        if whom is None and token.rel == "acl":
            whom = among(self.parse, self.victims, token.head)
        if whom is not None:
            return [whom]  # "among those killed were two nurses"
        if past and has_aux:
            own = [c for c in children if tokens[c].rel == "nsubj" and c < i]
            left = None if own else self._left_of_auxiliary(i)
            if own or left is not None:
                return self.antecedents(own[-1:], i) if own else [left]  # type: ignore[list-item]
        objects = [c for c in children if tokens[c].rel in ("obj", "iobj")]
        objects = [self._owner(c) for c in behind(objects, i)]
        persons = [c for c in objects if self.victims.is_person(c)]
        if objects and low in self.table.to_things:
            return persons
        objects = [c for c in objects if c in persons or c in self.numbers.by_noun]
        if objects:
            return objects
        loose = [
            c
            for c in children
            if c > i
            and tokens[c].rel.startswith("obl")
            and tokens[c].rel != "obl:agent"
            and not any(
                tokens[g].rel == "case"
                for g in self.parse.children[c]
                if g < (q.tokens[0] if (q := self.numbers.by_noun.get(c)) else c)
            )
            and self.victims.is_person(c)
        ]
        if loose:
            return loose
        second = [] if has_aux else paired(self.parse, self.victims, i)
        if second:
            return second
        if past and not has_aux and token.rel in ("conj", "parataxis", "ccomp"):
            gapped = [c for c in children if tokens[c].rel == "nsubj" and c < i]
            if gapped and not self._has_object(i) and self.victims.is_person(gapped[-1]):
                return gapped[-1:]  # "a guard was killed and a farmer injured"
            if token.rel == "conj" and self.victims.is_person(i - 1) and i - 2 > token.head:
                return [i - 1]
        shared = self._shared_object(i)
        if not has_aux and shared:
            return shared
        near = number_before(self.parse, self.numbers, i)
        if near is not None and past and not has_aux and tokens[token.head].upos == "VERB":
            return [near]  # "seven people were killed and five wounded"
        if token.rel in ("acl", "amod", "acl:relcl") and token.head != i:
            told = self.numbers.by_token.get(i - 1)
            if past and near == i - 1 and told is not None and told.noun in (None, i):
                return [i - 1]  # "killed nine people, with 31 wounded"
            own = [c for c in children if tokens[c].rel == "nsubj"]
            if past and not own:
                return [self._named_as(token.head)]
            verbless = past and token.rel == "acl" and not self._has_object(i)
            return own[-1:] if verbless else []  # "one man dead, two boys injured"
        if near is not None and past:
            return [near]
        if (
            past
            and token.rel in ("conj", "parataxis", "advcl", "xcomp", "list")
            and token.head != i
        ):
            up = self.inherited(i)
            if up:
                return up
        nominal = token.rel.startswith(("nsubj", "obj", "obl", "nmod", "appos", "ccomp"))
        bare_noun = nominal and i and not self._has_object(i)
        if past and not has_aux and bare_noun and self.victims.is_person(i - 1):
            return [i - 1]  # "a man shot in the leg was flown out", the participle taken for a head
        if past and has_aux:
            return self.subjects(i)
        bare = ("root", "conj", "advcl") if self._in_headline(i) else ("root", "conj")
        if past and (token.rel in bare or token.head == i or low == "hurt"):
            # a headline without its auxiliary: "Man shot in Tarvin"
            return [
                c
                for c in children
                if tokens[c].rel == "nsubj"
                and c < i
                and not self._has_object(i)
                and tokens[c].text.lower() not in self.table.officers
            ][-1:]
        return []

    def _in_headline(self, i: int) -> bool:
        return self.parse.sentence_of(i).segment_kind == "headline"

    def _owner(self, c: int) -> int:
        """Return whose a part of the body is ("grazed a child's leg"), else the token itself."""
        tokens = self.parse.tokens
        if tokens[c].lemma.lower() not in self.table.bodies:
            return c
        below = self.parse.children[c]
        owners = (g for g in below if tokens[g].rel == "nmod:poss")
        if any(tokens[g].text.lower() == "own" and tokens[g].rel == "amod" for g in below):
            return next(iter(self.subjects(tokens[c].head)), c)  # "man shoots own leg"
        return next((g for g in owners if self.victims.is_person(g)), c)

    def _aims(self, i: int) -> bool:
        """Return whether a verb tells where or with what somebody shot: "men shot into a house"."""
        tokens = self.parse.tokens
        below = [g for c in self.parse.children[i] if c > i for g in self.parse.children[c]]
        cases = [g for g in below if tokens[g].rel == "case"]
        arms = people().kinds
        return any(
            tokens[g].lemma in _AIMS
            or (tokens[g].lemma == "from" and arms.get(tokens[tokens[g].head].lemma) == "weapon")
            for g in cases
        )

    def _named_as(self, head: int) -> int:
        """Return who those harmed are said to be: "those killed were two guards and a driver"."""
        tokens = self.parse.tokens
        above = tokens[head].head
        if tokens[head].text.lower() != "those" or tokens[head].rel != "nsubj" or above < head:
            return head
        copula = any(tokens[c].rel == "cop" for c in self.parse.children[above])
        return above if copula and self.victims.is_person(above) else head

    def _misses(self, i: int) -> bool:
        """Return whether a verb tells at whom somebody shot, hit or not: "shooting at five people"."""
        tokens = self.parse.tokens
        if tokens[i].lemma not in ("shoot", "fire") or tokens[i + 1 : i + 2] == []:
            return False
        at = [c for c in self.parse.children[i] if i + 1 in self.parse.children[c]]
        if not at or tokens[i + 1].lemma != "at":
            return False
        if any(self.victims.is_person(c) or tokens[c].rel == "obj" for c in at):
            return True
        own = [tokens[c].lemma for c in self.parse.children[i] if tokens[c].rel == "nsubj"]
        return any(noun in self.table.suspects for noun in own)  # "gunmen shot at a house"

    def is_passive(self, i: int) -> bool:
        """Return whether the verb or adjective at `i` has an auxiliary of the passive, or a copula."""
        tokens = self.parse.tokens
        return any(
            c < i
            and (
                tokens[c].rel == "aux:pass" or (tokens[c].rel == "cop" and tokens[c].lemma == "be")
            )
            for c in self.parse.children[i]
        )

    def _left_of_auxiliary(self, i: int) -> int | None:
        """Return the person whose phrase ends just before the auxiliaries of a passive verb.

        Long sentences often have their subject attached elsewhere; what stands there tells it.
        """
        tokens = self.parse.tokens
        first = self.parse.sentence_of(i).tokens[0]
        helpers = [c for c in self.parse.children[i] if c < i and tokens[c].upos == "AUX"]
        if not helpers:
            return None
        edge = min(helpers)
        k = edge - 1
        while k >= first and tokens[k].upos in ("PUNCT", "ADV"):
            k -= 1
        if k < first or tokens[k].upos in ("CCONJ", "SCONJ"):
            return None
        found: int | None = None
        for _ in range(2 * _CLIMB):
            nominal = tokens[k].upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
            if found is not None and not nominal and not tokens[k].rel.startswith("acl"):
                break
            if nominal and (self.victims.is_person(k) or k in self.numbers.by_noun):
                found = k
            above = tokens[k].head
            if above == k or not first <= above < edge:
                break
            if tokens[k].rel == "conj" and found == k and tokens[above].upos == "NUM":
                break  # "the toll rose to 16 and 30 others were wounded"
            k = above
        return found

    def _shared_object(self, i: int) -> list[int]:
        """Return the object of a verb coordinated with `i`: "shot and wounded a man"."""
        tokens = self.parse.tokens
        if self._has_object(i):
            return []
        above = tokens[i].head
        if tokens[i].rel == "conj" and i - 4 <= above < i and tokens[above].upos == "VERB":
            late = [c for c in self.parse.children[above] if tokens[c].rel == "obj" and c > i]
            if late and all(self.victims.is_person(c) for c in late):
                return late
        for c in self.parse.children[i]:
            if tokens[c].rel != "conj" or tokens[c].upos != "VERB" or not i < c <= i + 4:
                continue
            below = self.parse.children[c]
            if any(tokens[g].rel.startswith(("nsubj", "aux")) for g in below):
                continue
            objects = [g for g in below if tokens[g].rel == "obj" and self.victims.is_person(g)]
            if objects:
                return objects
        return []

    def _has_object(self, i: int) -> bool:
        return any(self.parse.tokens[c].rel in ("obj", "ccomp") for c in self.parse.children[i])

    def inherited(self, i: int) -> list[int]:
        """Return the sufferer of the verb that `i` is coordinated with ("was shot and killed")."""
        tokens = self.parse.tokens
        k = i
        for _ in range(_CLIMB):
            if tokens[k].rel not in ("conj", "xcomp", "parataxis", "advcl") or tokens[k].head == k:
                return []
            linked, k = tokens[k].rel, tokens[k].head
            low = tokens[k].text.lower()
            if linked == "xcomp":
                found = [c for c in self.parse.children[k] if tokens[c].rel == "obj"]
                found = found or [
                    c for c in self.parse.children[k] if tokens[c].rel.startswith("nsubj")
                ]
                if found:
                    return self.antecedents(found, k)
            elif linked == "advcl":
                return []
            passive = [c for c in self.parse.children[k] if tokens[c].rel == "nsubj:pass"]
            if passive:
                return self.antecedents(passive, k)
            if tokens[k].rel in ("acl", "acl:relcl") and tokens[k].upos == "VERB":
                if not low.endswith("ing") and not self._has_object(k):
                    return [tokens[k].head]
                return []
            if low in self.verbs or low in self.states:
                subjects = [c for c in self.parse.children[k] if tokens[c].rel == "nsubj"]
                near = number_before(self.parse, self.numbers, k)
                if subjects and not self._has_object(k):
                    return self.antecedents(subjects, k)
                if near is not None:
                    return [near]
        return []

    def subjects(self, i: int) -> list[int]:
        """Return the subjects of `i`, its own or those of the clause above."""
        tokens = self.parse.tokens
        k = i
        for _ in range(_CLIMB):
            own = [
                c
                for c in self.parse.children[k]
                if tokens[c].rel.startswith("nsubj") and not self._is_agent(c)
            ]
            if len(own) > 1 and own[-1] > k and self._is_among(own[-1]):
                own.pop()
            if len(own) > 1 and tokens[own[-1]].text.lower() in ("all", "both"):
                own.pop()  # "Holt, along with two guards, all died"
            own = [c for c in own if c < k] or own  # "boy dies; teen in custody"
            own = own or self._of_participle(k)
            if own:
                return self.antecedents(own[-1:], k)
            near = number_before(self.parse, self.numbers, k) if k == i else None
            if near is not None:
                return [near]
            if tokens[k].rel in ("acl", "acl:relcl", "amod") and tokens[k].head != k:
                return [tokens[k].head]
            if tokens[k].rel not in ("conj", "xcomp", "advcl", "parataxis", "ccomp"):
                return []
            linked, above = tokens[k].rel, tokens[k].head
            if above == k or linked == "ccomp":
                return []
            if linked == "xcomp" or tokens[above].lemma in ("find", "discover", "see", "leave"):
                objects = [c for c in self.parse.children[above] if tokens[c].rel == "obj"]
                if objects:
                    return behind(objects, above)
            k = above
        return []

    def _of_participle(self, i: int) -> list[int]:
        """Return who was shot and then does what the verb at `i` says: "a man shot in Velm has died"."""
        tokens, children = self.parse.tokens, self.parse.children
        before = [c for c in children[i] if c < i and tokens[c].rel in ("ccomp", "advcl")]
        bare = [c for c in before if not any(tokens[g].rel in _HELPING for g in children[c])]
        return [g for c in bare for g in children[c] if tokens[g].rel in _WHO and g < c]

    def _is_among(self, c: int) -> bool:
        """Return whether "among them" stands before a noun: "ten people died, among them two nurses"."""
        first = min((c, *self.parse.children[c]))
        words = [t.text.lower() for t in self.parse.tokens[max(0, first - 2) : first]]
        return words in (["among", "them"], ["among", "whom"])

    def _is_agent(self, c: int) -> bool:
        """Return whether "by" stands before a noun: "a woman shot by her son has died"."""
        tokens = self.parse.tokens
        below = self.parse.children[c]
        return any(tokens[g].rel == "case" and tokens[g].lemma == "by" for g in below)

    def antecedents(self, heads: list[int], verb: int) -> list[int]:
        """Return the heads, relative pronouns replaced by the noun of the clause."""
        tokens = self.parse.tokens
        out: list[int] = []
        for h in heads:
            if tokens[h].text.lower() in self.table.relative_pronouns:
                k = verb
                for _ in range(_CLIMB):
                    if tokens[k].rel in ("acl:relcl", "acl") or tokens[k].head == k:
                        break
                    k = tokens[k].head
                h = tokens[k].head if tokens[k].head != k and tokens[k].rel.startswith("acl") else h
                if tokens[h].rel == "conj" and self._of_all(verb):
                    h = tokens[h].head  # "Holt, Brand and Tam, who all died"
            out.extend(both(self.parse, h) or (h,))
        return out

    def _of_all(self, verb: int) -> bool:
        below = self.parse.children[verb]
        words = {self.parse.tokens[k].text.lower() for k in below if k < verb}
        return bool(words & {"all", "both"})

    def is_found(self, i: int) -> bool:
        """Return whether the noun at `i` is what is found: "his body was found in a barn"."""
        tokens = self.parse.tokens
        found = tokens[tokens[i].head].lemma in self.table.finding
        return found and tokens[i].rel in ("nsubj:pass", "obj")

    def phrases(self, i: int, prepositions: tuple[str, ...]) -> list[int]:
        """Return the nouns of the phrases of `i` with one of these prepositions."""
        tokens = self.parse.tokens
        found = [
            c
            for c in self.parse.children[i]
            if tokens[c].rel.startswith(("nmod", "obl"))
            and any(
                tokens[g].rel == "case" and tokens[g].lemma in prepositions
                for g in self.parse.children[c]
            )
        ]
        if found or i + 2 >= len(tokens) or tokens[i + 1].lemma not in prepositions:
            return found
        if tokens[i + 1].sentence != tokens[i].sentence:
            return found
        end = self.parse.sentence_of(i).tokens[1]
        for k in range(i + 2, min(end, i + 9)):  # the phrase itself, attached elsewhere
            if self.victims.in_age(k):
                continue
            quantity = self.numbers.by_token.get(k)
            if quantity is not None:
                return [k if quantity.noun is None else quantity.noun]
            if tokens[k].upos in ("NOUN", "PROPN") and self.victims.is_person(k):
                return [k]
            if tokens[k].upos not in ("DET", "ADJ", "PRON"):
                break
        return []
