"""The plan check: does each action of a plan suit the stage that a service is in?"""

from assistant.plans.checker import PlanChecker
from assistant.plans.models import PlanAction, PlanCheck, PlanGap, PlanStep

__all__ = ["PlanAction", "PlanCheck", "PlanChecker", "PlanGap", "PlanStep"]
