"""Watch feeds: read new pages politely, look at them again for changes, for days on end."""

from sayso.watching.state import State
from sayso.watching.watcher import Watcher

__all__ = ["State", "Watcher"]
