"""What the columns of event logs are called, by the systems that write them."""

# What such columns are called, the surest names first; words as one says them, so that
# "Case ID", "case_id" and "caseId" are one. Where letters run together, both.
SPOKEN = {
    "case": (
        "case concept name, case id, caseid, case, case number, case no, case key,"
        " trace, trace id, traceid, trace name, trace concept name, process instance,"
        " process instance id, ticket id, ticketid, ticket, ticket number, ticket no,"
        " incident id, incident, incident number, issue key, issue id, issue,"
        " request id, request, application id, application, order id, orderid, order,"
        " order number, order no, claim id, claim, invoice id, invoice number, invoice,"
        " patient id, patient, lead id, lead, deal id, deal, opportunity id,"
        " document id, document number, contract id, loan id, account id, customer id,"
        " session id, sr number, job id, work order, sales document, sales order,"
        " purchase order, work item, work item id, vorgangsnummer, vorgangs nr,"
        " vorgangs id, fallnummer, fall nr, fall id, fall, auftragsnummer, auftrags nr,"
        " auftrag, bestellnummer, belegnummer, ticketnummer, aktenzeichen,"
        " numéro de dossier, dossier, numéro de commande, numéro de ticket, zaaknummer,"
        " zaak, zaak id, ordernummer, número de caso, caso, id caso, expediente,"
        " número de pedido, pedido, numero pratica, pratica, 案件番号, 案件 id,"
        " ケース id, 受付番号, 注文番号, vorgang, number, id"
    ),
    "activity": (
        "concept name, activity, activity name, activityname, task, task name,"
        " event, event name, eventname, event type, action, step, step name,"
        " process step, operation, activity type, activity id, aktivität, aktion,"
        " activité, actividad, activiteit, attività, atividade, schritt, tätigkeit,"
        " arbeitsschritt, étape, tâche, tarea, etapa, tarefa, taak, stap, 作業, 工程,"
        " アクティビティ, stage, phase, milestone,"
        " to status, new status, to state, new state, to string, new value, to, status,"
        " state, statut, estado, ステータス, 状態, vorgang, description"
    ),
    "time": (
        "time timestamp, complete timestamp, completed timestamp, end timestamp,"
        " timestamp, time stamp, completion timestamp, completion time, completed at,"
        " complete time, completed, end time, endtime, end date, ended at, end,"
        " finish time, finished at, finish, ende, endzeit, endzeitpunkt, enddatum,"
        " ended, to, until, done, done at, closed at, resolved at,"
        " beendet, abgeschlossen, fin, heure de fin, date de fin, fecha de fin,"
        " hora de fin, fecha fin, data fine, fine, data fim, fim, eindtijd, einddatum,"
        " einde, 終了日時, 終了時刻, 完了日時, event time, eventtime, event timestamp,"
        " time, date time, datetime, date, event date, occurred at, happened at,"
        " changed at, changed on, change date, edit date, updated at, updated,"
        " last updated, created at, created, logged at, recorded at, when, ts,"
        " zeitstempel, zeitpunkt, zeit, datum, tijd, tijdstip, horodatage,"
        " date et heure, fecha y hora, fecha, data e ora, data, 日時, 日付"
    ),
    "start": (
        "start timestamp, start time, starttime, started at, start date, start,"
        " started, begin timestamp, begin time, begin, begin date, beginning,"
        " time start, from, begun, began, begun at, began at, beginn, begonnen,"
        " startzeit, startzeitpunkt, startdatum, anfang,"
        " début, heure de début, date de début, inicio, fecha de inicio,"
        " hora de inicio, fecha inicio, inizio, data inizio, início, data início,"
        " starttijd, begintijd, begindatum, 開始日時, 開始時刻"
    ),
    "word": (
        "lifecycle transition, lifecycle, life cycle, lifecycle state, transition,"
        " event lifecycle, registration type, transition type, event type, type, status"
    ),
    "resource": (
        "org resource, resource, resource name, resource id, user, user id, userid,"
        " user name, username, employee, employee id, handled by, handler, agent,"
        " agent name, assignee, assigned to, owner, operator, worker, performer,"
        " performed by, author, worked by, worked on by, processed by,"
        " executed by, done by, completed by, staff, person, actor, originator,"
        " technician, clerk, responsible, updated by, changed by, edited by,"
        " created by, bearbeiter, sachbearbeiter, mitarbeiter, benutzer, medewerker,"
        " utilisateur, responsable, intervenant, usuario, utente, operatore,"
        " 担当者, 担当"
    ),
    "role": (
        "org role, role, resource role, org group, group, team, department,"
        " assignment group, queue, lane, org unit, unit, resource group, rolle, gruppe,"
        " abteilung, afdeling, équipe, equipo, departamento, 部署"
    ),
    "external_id": (
        "identity id, event id, eventid, event key, event uuid, record id, row id,"
        " log id, entry id, uuid, guid, activity instance id, activity instance,"
        " instance id, concept instance"
    ),
}
NAMES = {part: tuple(names.split(", ")) for part, names in SPOKEN.items()}
# A name that begins or ends so may be an activity's: "incident_state", "ACTIVITY_EN".
ACTIVITY_WORDS = frozenset(
    ("activity", "task", "step", "event", "action", "status", "state", "stage", "phase")
)
# So may any column be called; it is the case only when its values come again.
WEAK = {"number", "id"}
# What a time of the day is called, beside a day.
CLOCK_NAMES = frozenset(
    (*NAMES["time"], *NAMES["start"], *("uhrzeit", "heure", "hora", "ora", "時刻"))
)
