"""How each subject is mended, in English, by the name of its rule; ``{year}`` is the year that the item asks for.

The criteria hold this in Thai, in more detail and element by element; here it is said once for the whole item.
"""

from __future__ import annotations

ADVICE: dict[str, str] = {
    "structure": "Make one page with the organisation chart (local governments: the elected and the "
    "permanent side), the names of all divisions, and the powers and duties in your own words"
    " rather than a whole law.",
    "executives": "Make one page with the head and every deputy, each with photograph, full name, position "
    "and a telephone number or e-mail address of their own; local governments show both "
    "sides.",
    "contact": "Make a contact page with the full postal address, telephone number, e-mail address and a"
    " map, and lead to it from the menu of every page.",
    "news": "Publish news of the agency's own work in {year}, each with title, date and text that opens.",
    "strategic_plan": "Publish the whole plan that covers {year}, and write its years into the words of the link.",
    "operations_plan": "Publish the plan of {year} (projects, budget, period) and the six-month progress report "
    "with the state and the spending of every project, on one page.",
    "operations_report": "Publish the report on the whole year {year}: the results of each project, money spent, "
    "problems, and suggestions.",
    "work_manual": "Publish a manual for each main task of the staff: its name, the steps, the time of each,"
    " and the laws.",
    "service_manual": "Publish a manual for each main service: name, steps, time, where it is given, fee, and "
    'the documents to bring; where there is none write "none".',
    "e_service": "Offer services online that can really be applied for, and lead to them from the home "
    "page, with a guide.",
    "service_statistics": "Publish a table of the users of {year} by service and month, walk-in and online apart.",
    "procurement_list": "Fill in every column of the official form for {year} and publish it as PDF and Excel.",
    "procurement_report": "Publish the report on all procurement of {year} with items, budget, method, agreed price"
    " and contractor, as PDF and Excel.",
    "hr_plan": "Publish the human resources plan used in {year} with activities, budget and period; a "
    "manpower plan alone will not do.",
    "hr_report": "Publish the report for {year}: the result of each activity, money spent, problems, and suggestions.",
    "ethics": "Put on one page: the code of ethics in force, the order appointing the ethics team, the "
    "Dos and Don'ts, and the proof of training in {year}.",
    "complaint_guideline": "Publish a guide to complaints about corruption in particular: how to complain, the "
    "steps, the unit, and the time.",
    "complaint_channel": "Offer an online form for complaints about corruption, apart from general complaints, and"
    " lead to it from the home page.",
    "complaint_statistics": "Publish the number of corruption complaints of {year}: all, finished, and pending; where"
    " there was none, say so.",
    "participation": "Publish the report on public participation in {year}: topic, participants, outcome, and its use.",
    "no_gift_policy": "Publish the No Gift Policy of {year} signed by the present head, and the proof of an "
    "activity in that year (date, participants, photographs).",
    "gift_report": "Publish the summary of gifts received in {year}; where there was none, say so.",
    "bribery_risk": "Publish the assessment of bribery risks of {year} as a table: risk events, level, and measures.",
    "risk_report": "Publish what was done about the risks of {year}, event by event: measures taken and what"
    " came of them.",
    "anticorruption_plan": "Publish the plan in force in {year} with projects, budget and period.",
    "anticorruption_report": "Publish the report on the plan of {year}: the result of each project, money spent, "
    "problems, and suggestions.",
    "integrity_measures": "Publish the measures of {year}: start from the last assessment's results and weaknesses,"
    " then a table of measures, steps, persons responsible, and monitoring.",
    "integrity_report": "Publish what was done and what came of every measure of {year}.",
}
