"""Any installed spaCy pipeline in the place of our model, its labels read as ours."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from verbale.errors import ReaderError
from verbale.language import clearnlp
from verbale.language.analysis import Analysis, Reading

_KINDS = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
    "NORP": "NORP", "EVENT": "EVENT",
}  # fmt: skip


class Pipeline:
    """A spaCy pipeline that reads passages."""

    def __init__(self, nlp: Language) -> None:
        """Take a pipeline with a parser and tags; raises ``ReaderError`` where it lacks them."""
        self._nlp = nlp
        name = nlp.meta.get("name", "")
        self.digest = f"{nlp.lang}_{name}-{nlp.meta.get('version', '')}"
        probe = nlp("The minister of Kenya was met by two envoys in Rome.")
        missing = [
            kind for kind in ("DEP", "POS", "TAG", "LEMMA") if not probe.has_annotation(kind)
        ]
        if missing:
            raise ReaderError(
                f"The pipeline {name or 'given'} does not set {', '.join(missing)}: Verbale needs "
                "a parser, a tagger and a lemmatizer. Use another, or none for Verbale's own model."
            )
        labels = {token.dep_ for token in probe} | set(_labels(nlp))
        if labels & clearnlp.THEIRS:
            self._convert = True
        elif labels & clearnlp.OURS:
            self._convert = False
        else:
            raise ReaderError(
                f"The pipeline {name or 'given'} draws dependencies in a scheme that is neither UD "
                f"nor ClearNLP: {', '.join(sorted(labels)[:12])}. Use another pipeline."
            )

    def analyse(self, texts: Sequence[str]) -> list[Reading]:
        """Readings of passages, one a text."""
        return [self._reading(doc) for doc in self._nlp.pipe(texts)]

    def _reading(self, doc: Doc) -> Reading:
        words = [token for token in doc if not token.is_space]
        place = {token.i: k for k, token in enumerate(words)}
        entities = [
            f"{token.ent_iob_}-{_KINDS[token.ent_type_]}" if token.ent_type_ in _KINDS else "O"
            for token in words
        ]
        draft = clearnlp.Draft(
            [place.get(token.head.i, k) for k, token in enumerate(words)],
            [token.dep_ for token in words],
            [token.pos_ for token in words],
            [token.lemma_ or token.lower_ for token in words],
            entities,
        )
        if self._convert:
            clearnlp.convert(draft)
        rels = [
            "root" if head == k else rel
            for k, (head, rel) in enumerate(zip(draft.heads, draft.rels, strict=True))
        ]
        starts = sorted(
            {place[next(t.i for t in s if not t.is_space)] for s in doc.sents if s.text.strip()}
        )
        return Reading(
            [(token.idx, token.idx + len(token)) for token in words],
            draft.lemmas,
            Analysis(draft.heads, rels, draft.upos, [t.tag_ for t in words], entities, starts),
        )


def _labels(nlp: Language) -> Sequence[str]:
    return nlp.pipe_labels.get("parser", ())
