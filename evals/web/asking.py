"""Questions that are asked to measure time. Nothing is judged by their answers."""

QUESTIONS = (
    "Our assessments are slowing, the dashboard does not match what teams say, and one duty team is all agency. What next?",
    "Schools now ring the police before they ring us. Where are we, and what comes first?",
    "What is losing grip?",
    "Who owns the backlog day by day?",
    "Which councils have come back from an inadequate judgement?",
    "How long does it take to leave an inadequate judgement?",
    "Two social workers left last month and caseloads in one team have reached thirty.",
    "What share of social workers in England are agency staff?",
    "Should we bring in an improvement partner now?",
    "Nobody applies for our posts any more because of the last report.",
    "What would be a mismatch if our partners have stopped referring?",
    "How do we measure whether visits happen in time?",
    "The board meets monthly and sees the same red figures each time.",
    "What is the difference between service breakdown and systemic crisis?",
    "How did Doncaster improve?",
    "Court work arrives late and judges have begun to say so in public.",
    "Is a new practice model the right thing to do first?",
    "What questions should I ask my heads of service this week?",
    "Health visitors have set up their own panel because they cannot reach us.",
    "What does a commissioner do?",
)
