"""Who may open an officer's pages."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongket.units.middleware import asking

type View = Callable[..., HttpResponse]


def for_officers(view: View) -> View:
    """Whoever is unknown signs in first; whoever holds no post is told so."""

    @wraps(view)
    def only(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if asking(request)[0].unit_id is None:
            return render(request, "desk/no_post.html")
        return view(request, *args, **named)

    return only
