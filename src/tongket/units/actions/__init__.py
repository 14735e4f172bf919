"""Every write of this room: units and their reorganisation, posts, accounts, hosts, the calendar."""

from tongket.units.actions.accounts import close_done as close_done
from tongket.units.actions.accounts import open_account as open_account
from tongket.units.actions.accounts import reset_password as reset_password
from tongket.units.actions.calendar import seed_calendar as seed_calendar
from tongket.units.actions.codes import give_code as give_code
from tongket.units.actions.deputies import name_deputy as name_deputy
from tongket.units.actions.hooks import end_deaf_hooks as end_deaf_hooks
from tongket.units.actions.hooks import end_hook as end_hook
from tongket.units.actions.hooks import keep_hook as keep_hook
from tongket.units.actions.posts import appoint as appoint
from tongket.units.actions.posts import appoint_newcomer as appoint_newcomer
from tongket.units.actions.posts import end_appointment as end_appointment
from tongket.units.actions.posts import make_host as make_host
from tongket.units.actions.posts import withdraw_host as withdraw_host
from tongket.units.actions.reorganise import Change as Change
from tongket.units.actions.reorganise import Move as Move
from tongket.units.actions.reorganise import NewUnit as NewUnit
from tongket.units.actions.reorganise import establish_unit as establish_unit
from tongket.units.actions.reorganise import reorganise as reorganise
from tongket.units.actions.tokens import hat_of_token as hat_of_token
from tongket.units.actions.tokens import make_token as make_token
from tongket.units.actions.tokens import revoke_token as revoke_token
