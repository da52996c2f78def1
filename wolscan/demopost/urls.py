"""The address of the demo's mails."""

from django.urls import path

from wolscan.demopost import views

urlpatterns = [path("demo/post/", views.demo_post, name="demo_post")]
