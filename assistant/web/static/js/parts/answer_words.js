// What "yes" and "no" to a question are sent as. The engine reads statements: a bare "Yes." moves nothing, and a question repeated, or a
// sign denied in its own words, moves the stage towards that sign. With each of these sentences it moved as the question says in two of
// three texts or more. Where no wording of a "no" did, there is none here: that answer is better given in the user's own words.

export const ANSWERS = {
  step2: {
    yes: "Leaders look at data from this month and trust it, because it agrees with what audits find.",
    no: "Our leaders do not have current figures that they trust.",
  },
  step3: {
    yes: "The same failings are in more than one service and have outlived one plan, and people are leaving because of them.",
    no: "It is a recent dip in one service only.",
  },
  step4: {
    yes: "Partners have changed what they do: they no longer work with us as they did.",
    no: "Partners still trust us and work with us as they always have.",
  },
  step5: { yes: "People act as if we will fail: our reputation shuts recruitment, investment and belief." },
  LG1: {
    yes: "We cannot give a current, trusted figure for the basics without a manual exercise.",
    no: "Our data is current, and it agrees with what audits find.",
  },
  LG2: {
    yes: "Work waits: contacts, assessments or plan reviews queue, and it takes longer than it did.",
    no: "No work waits: assessments and reviews are done on time.",
  },
  LG6: {
    yes: "Averages look acceptable, but one or two teams have churn or caseloads far above the rest.",
    no: "All our teams are stable and have manageable caseloads, the worst one too.",
  },
  LG10: {
    yes: "Partners grumble more about slow replies, but they still trust us.",
    no: "Partners are pleased with us: we answer quickly, and thresholds are shared.",
  },
  SB1: {
    yes: "The same failings have come back after at least one plan or one leader.",
    no: "What reviews found was put right and has not come back.",
  },
  SB11: {
    yes: "Partners complain formally and escalate more, but they still take part.",
    no: "Partners are content with us.",
  },
  SC1: {
    yes: "Partners have changed what they do: they refer late or too much, refuse step-downs, hold meetings without us or go over our managers' heads.",
    no: "Partners work with us as they did two years ago, and trust us.",
  },
  SC4: {
    yes: "We are insular: visitors are managed, data are not shared and partners' offers are declined.",
    no: "People from outside sit in our teams for a day, and we share what they find.",
  },
  CL1: {
    yes: "Our reputation drives recruitment: campaigns bring few or no suitable applicants.",
    no: "Each of our last five posts drew several suitable applicants.",
  },
  CL3: { yes: "People assume the worst of us before they check, and plan without us." },
  CL5: { yes: "Belief has drained: staff say that nothing will change, and leaders speak of surviving." },
};
