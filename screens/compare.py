"""Compare: which areas, which indicators?"""

from evenground.ui import compare_views, scope

compare_views.DRAWN[compare_views.choose_shown()](scope.current())
