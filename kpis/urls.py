from django.urls import path

from kpis.views import (
    admission,
    editor,
    exchange,
    exemptions,
    graveyard,
    kpi,
    maps,
    owners,
    revisions,
    standards,
    starting,
)

app_name = "kpis"
urlpatterns = [
    path("processes/", maps.processes, name="processes"),
    path("processes/new/", starting.process_new, name="process_new"),
    path("processes/new/starters/<slug:slug>/", starting.starter, name="starter"),
    path("processes/new/outline/", starting.outline, name="outline"),
    path("processes/new/bpmn/", exchange.bpmn_new, name="bpmn_new"),
    path("processes/new/bpmn/<int:pk>/", exchange.bpmn_file, name="bpmn_file"),
    path("processes/<slug:slug>.bpmn", exchange.bpmn, name="bpmn"),
    path("processes/<slug:slug>.svg", maps.svg, name="svg"),
    path("processes/<slug:slug>/", maps.process_map, name="map"),
    path("processes/<slug:slug>/edit/", editor.editor, name="editor"),
    path("processes/<slug:slug>/order/", editor.order, name="order"),
    path("processes/<slug:slug>/undo/", editor.undo, name="undo"),
    path("processes/<slug:slug>/steps/new/", editor.step_new, name="step_new"),
    path("processes/<slug:slug>/steps/<int:pk>/", maps.step, name="step"),
    path("processes/steps/<int:pk>/card/", editor.step_card, name="step_card"),
    path("processes/steps/<int:pk>/details/", editor.step_details, name="step_details"),
    path("processes/steps/<int:pk>/preview/", editor.step_preview, name="step_preview"),
    path("processes/<slug:slug>/revisions/new/", maps.publish, name="publish"),
    path("processes/<slug:slug>/revisions/", revisions.revisions, name="revisions"),
    path(
        "processes/<slug:slug>/revisions/<int:number>/",
        revisions.revision,
        name="revision",
    ),
    path(
        "processes/<slug:slug>/revisions/<int:number>/changes/",
        revisions.revision_changes,
        name="revision_changes",
    ),
    path(
        "processes/<slug:slug>/revisions/<int:number>/draft/",
        revisions.revision_draft,
        name="revision_draft",
    ),
    path("processes/steps/<int:step_pk>/kpi/", kpi.edit, name="edit"),
    path("kpis/admission/", admission.admission, name="admission"),
    path("kpis/<int:pk>/", kpi.detail, name="detail"),
    path("kpis/<int:pk>/answers/", admission.confirm, name="confirm"),
    path("kpis/<int:pk>/figure/", kpi.figure, name="figure"),
    path("kpis/<int:pk>/observations/", kpi.import_file, name="import"),
    path("kpis/<int:pk>/readings/<day:start>/", kpi.reading, name="reading"),
    path("kpis/<int:pk>/readings/<day:start>/check-in/", kpi.check_in, name="check_in"),
    path("kpis/<int:pk>/burial/", graveyard.bury, name="bury"),
    path("kpis/<int:pk>/return/", graveyard.bring_back, name="bring_back"),
    path("kpis/graveyard/", graveyard.graveyard, name="graveyard"),
    path(
        "kpis/<int:pk>/standards/<day:since>/correction/",
        standards.correction,
        name="correction",
    ),
    path(
        "kpis/<int:pk>/exceptions/new/", exemptions.exemption_new, name="exemption_new"
    ),
    path(
        "kpis/<int:pk>/exceptions/<day:start>/", exemptions.exemption, name="exemption"
    ),
    path("owners/", owners.owners, name="owners"),
    path("owners/<int:pk>/", owners.owner_assign, name="owner_assign"),
]
