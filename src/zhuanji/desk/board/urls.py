from django.urls import path

from zhuanji.desk.board import moving, views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/column/", views.column, name="board_column"),
    path("board/changes/", views.changes, name="board_changes"),
    path("board/<str:number>/move/", moving.move, name="board_move"),
    path("board/<str:number>/moves/", moving.moves, name="board_moves"),
    path("board/<str:number>/answer/", moving.answer, name="board_answer"),
]
