"""Services side by side, and the services of the corpus that were where they are and climbed out."""

from assistant.comparing.climbed import Climbers
from assistant.comparing.models import Climbed, Comparison, Side
from assistant.comparing.sides import Service, side_of

__all__ = ["Climbed", "Climbers", "Comparison", "Service", "Side", "side_of"]
