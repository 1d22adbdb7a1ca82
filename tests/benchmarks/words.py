"""The words that the claims are made of: common ones as they are, the rest made up.

Made-up words come as families (``dorvan``, ``dorvans``, ``dorvaned``…), so that bringing words to
their stem has the work that it has in English. Frequencies fall with the rank, as Zipf's law has
it, from the common words down to ones that a case of this size holds a few dozen times.
"""

from itertools import accumulate
from random import Random

COMMON_WORD = "checkpoint"
"""Stands in exactly half of all claims; no other word has its stem."""

COMMON = (
    "the of in and to was a that were by on had for with at they from he who been said his their "
    "not as is she her when after it people police men where before which this be but told into "
    "held them two him no all officers about city three other days one out more house taken would "
    "family during there then released up home women group security several arrested report night "
    "while his arrived local until detained also area beaten same month witness over region army "
    "official village between court asked car near statement another soldiers forced later found "
    "prison building left described never only many brought evening street young some death least "
    "morning staff first relatives centre against how without saw phone any under again could made "
    "four interviewed including later authorities killed injured hospital office money called did "
    "former members water school head back law room road journalists lawyer shot fire food heard"
).split()

ONSETS = "b br c ch cl d dr f fl g gr h j k kr l m n p pr r s sh sl st t tr v vr z".split()
VOWELS = "a e i o u ai ea ou".split()
CODAS = "b ck d g l ll m n nd nt p r rd rn sk st t x".split()
ENDINGS = ("", "s", "ed", "ing")

NAME_ENDINGS = ("ov", "ova", "ev", "eva", "in", "ina", "sky", "skaya", "enko", "yan", "adze", "uk")

RUSSIAN = (
    "в на и с по что не он они был были его их после из для как это люди людей человек человека "
    "полиция полиции полицейские задержали задержан задержанных задержания пытки пыток пытали "
    "пытками свидетель свидетели свидетеля рассказал рассказала рассказали дом дома домой город "
    "города городе село сёла села семья семьи семье родственники родственников ночью утром вечером "
    "машина машину машины били избили избиение избиения угрозы угрожали угроз деньги денег выкуп "
    "тюрьма тюрьме тюрьмы подвал подвале освободили освобождён суд суда следователь следователя "
    "допрос допроса допрашивали показания показаний ребёнок ребёнка детей дети женщина женщины "
    "женщин мужчина мужчины мужчин телефон телефоны врач врача больница больнице раны похищение "
    "похищения похитили похищен исчез исчезли исчезновение военные военных солдаты солдат убили "
    "убит убийство убийства преследование преследования организация организации помощь помощи"
).split()

RUSSIAN_QUERIES = (
    "пытка свидетель задержание избиение ребёнок угроза следователь допрос женщина мужчина "
    "похищение исчезновение убийство солдат больница семья"
).split()


class Words:
    """Draws words as often as their rank has it."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self.english = (*COMMON, *_made_up(chance, 5_600))
        self._english = _zipf(len(self.english))
        self._russian = _zipf(len(RUSSIAN))

    def sentence(self, low: int, high: int) -> list[str]:
        count = self._chance.randint(low, high)
        return self._chance.choices(self.english, cum_weights=self._english, k=count)

    def russian_sentence(self, low: int, high: int) -> list[str]:
        count = self._chance.randint(low, high)
        return self._chance.choices(RUSSIAN, cum_weights=self._russian, k=count)

    def name(self) -> str:
        """The name of a person, one of some hundred thousand."""
        parts = (ONSETS, VOWELS, ONSETS, VOWELS, NAME_ENDINGS)
        return "".join(map(self._chance.choice, parts)).title()


def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 2.7) for rank in range(count)))


def _made_up(chance: Random, count: int) -> list[str]:
    known = set(COMMON)
    made: list[str] = []
    while len(made) < count:
        stem = "".join(chance.choice(part) for part in (ONSETS, VOWELS, ONSETS, VOWELS, CODAS))
        family = [stem + ending for ending in ENDINGS]
        if known.isdisjoint(family):
            known.update(family)
            made += family
    chance.shuffle(made)
    return made
