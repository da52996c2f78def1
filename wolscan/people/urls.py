"""Addresses of the administrator."""

from django.urls import path

from wolscan.people import views

urlpatterns = [
    path("beheer/mensen/", views.list_people, name="people"),
    path("beheer/mensen/uitnodigen/", views.invite_person, name="invite_person"),
    path("beheer/mensen/toegang.csv", views.access_file, name="access_review"),
    path("beheer/mensen/<int:person>/", views.person, name="person"),
    path("beheer/mensen/<int:person>/account/", views.keep_account, name="keep_account"),
    path("beheer/mensen/<int:person>/link/", views.send_link, name="send_link"),
    path("beheer/mensen/<int:person>/tweede-stap/", views.reset_second_step, name="reset_second_step"),
    path("beheer/mensen/<int:person>/wijzigen/", views.change_person, name="change_person"),
    path("mailadres/<str:secret>/", views.confirm_address, name="confirm_address"),
    path("beheer/rollen/<int:membership>/beeindigen/", views.end_role, name="end_role"),
]
