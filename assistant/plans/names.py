"""What plans call the rubric's responses: the cards say what a response is, plans say 'golden hello'.

Written from the language of improvement plans; none is shown to the user or cited.
"""

RESPONSE_NAMES: dict[str, tuple[str, ...]] = {
    "response-agency-project-team": (
        "Managed team of agency social workers for a fixed term",
        "Buy in a locum project team to hold cases",
    ),
    "response-backlog-clearance": (
        "Clear the queue of overdue assessments and unallocated cases",
        "Safety sweep of children not seen",
        "Allocate every waiting child",
    ),
    "response-benchmarking-and-dashboard": (
        "Weekly scorecard, data pack or performance suite of indicators",
        "League table of teams and targets for timeliness",
        "Power BI dashboard for managers",
        "Benchmark against statistical neighbours",
    ),
    "response-case-recording-system": (
        "Procure and go live with a new case management system",
        "Move to Mosaic or Liquidlogic",
        "New module or portal in the recording system",
    ),
    "response-caseload-cap": (
        "Ceiling or limit on cases held by each worker",
        "Close cases to bring numbers down",
        "Maximum caseload guarantee",
    ),
    "response-children-judge-the-change": (
        "Survey and interview children about what has changed",
        "Young people's panel or children in care council decides priorities",
        "Feedback from families and parents shapes the plan",
    ),
    "response-commissioner-or-direction": (
        "Ask the Department for a commissioner or adviser with statutory powers",
        "Respond to the statutory direction",
    ),
    "response-first-line-manager-training": (
        "Supervision training and coaching for team managers",
        "Leadership programme for managers",
        "Workshops for team managers on oversight of practice",
    ),
    "response-improvement-board": (
        "Set up an improvement board chaired from outside",
        "Monthly governance board holds the plan to account",
    ),
    "response-independent-practice-audit": (
        "Another council re-audits our case files",
        "External case file audit and moderation",
        "Outside review of practice quality",
    ),
    "response-new-practice-model": (
        "Adopt Family Safeguarding, Signs of Safety or restorative practice",
        "Roll out a relationship-based model of social work",
    ),
    "response-partner-compact": (
        "Written agreement with police, health and schools on joint working",
        "Threshold document agreed with partners",
        "Multi-agency front door and shared data",
        "Partnership summit or away-day with partners",
    ),
    "response-peer-challenge": (
        "LGA peer review",
        "Another council as improvement partner alongside our teams",
        "Sector-led support from a neighbouring authority",
    ),
    "response-recruitment-and-reward": (
        "Golden hello, welcome payment or retention bonus",
        "Market supplement and pay rise for social workers",
        "Recruit permanent social workers by a target date",
    ),
    "response-reputation-campaign": (
        "Launch a recruitment website, brand and social media campaign",
        "Good-news stories and answers to the press",
        "Communications plan to restore confidence in the service",
    ),
    "response-restructure": (
        "Consult on a new operating model with new teams and posts",
        "Redraw locality boundaries and reporting lines",
        "Move teams into hubs",
    ),
    "response-trust-or-company": (
        "Transfer services to an independent children's trust or council-owned company",
        "Business case for an alternative delivery model",
    ),
}

LINE_NAMES: dict[str, tuple[str, ...]] = {
    "quick-fix|quick fixes": ("Sprint of quick wins with weekly progress ratings", "100-day turnaround programme"),
    "early re-inspection": ("Ask the inspectorate to come back early",),
    "interim directors": ("Interim turnaround director for a few months", "New interim leadership team"),
    "external review": ("Commission consultants for a diagnostic review",),
    "blaming demand": ("Hold the position and see whether demand falls", "Review after the next inspection"),
    "inward improvement plan": (
        "Put our own house in order before inviting partners back",
        "Internal programme of practice standards",
    ),
    "permanent managers": ("Appoint permanent heads of service and team managers",),
    "compliance push": ("Push to bring visits and assessments into timescale",),
}
"""By words (alternatives parted with `|`) that stand in the stage page's line."""
