"""What can go wrong, as one tree.

VerbaleError
├── InputError        a file, line or address that cannot be read as a report
│   └── FormatError   ... because it is not in the format that it claims
├── RecordError       a record file that cannot be used
│   ├── NotARecord    ... because it is some other file
│   └── TooNew        ... because a later version wrote it
├── KnowledgeError    a lexicon or table, ours or a user's, that breaks its schema
├── ReaderError       the reading model or the pipeline in its place cannot be used
└── NotFound          no event, report, party or correction by that name

Every message names the file or thing, says what is wrong, and what to do.
"""

from __future__ import annotations


class VerbaleError(Exception):
    """Root of every error that Verbale raises on purpose."""


class InputError(VerbaleError):
    """A file, line or address that cannot be read as a report."""


class FormatError(InputError):
    """An input that is not in the format that it claims."""


class RecordError(VerbaleError):
    """A record file that cannot be used."""


class NotARecord(RecordError):
    """The file is not a Verbale record."""


class TooNew(RecordError):
    """The record was written by a later version of Verbale."""


class KnowledgeError(VerbaleError):
    """A lexicon or table, ours or a user's, that breaks its schema."""


class ReaderError(VerbaleError):
    """The reading model, or the pipeline put in its place, cannot be used."""


class NotFound(VerbaleError):
    """The record has no event, report, party or correction by that name."""
