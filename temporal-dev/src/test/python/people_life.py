"""Users, teams, keys and signing in, by the published SDK."""

import datetime

import kowabunga as sdk
from apis import Noted, teams, tokens, users
from checks import AN_ID, Made, done, refused, whole
from place import API

PASSWORD = "Correct horse 4 a battery!"


def user(name, role):
    email = f"{name}@example.com"
    given = sdk.User(name=name, description="By the SDK", email=email, role=role)
    made = whole(users.create_user(given), id=AN_ID, name=name, description="By the SDK", email=email, role=role, notifications=False)
    assert made.id in users.list_users()
    expected = dict(id=made.id, name=name, description="Changed", email=email, role=role, notifications=True)
    whole(users.update_user(made.id, sdk.UserUpdate(description="Changed", notifications=True)), **expected)
    whole(users.read_user(made.id), **expected)
    done(f"user with role {role}")
    return made.id


def team(user_ids):
    made = whole(teams.create_team(sdk.Team(name="sdk-team", users=user_ids)), id=AN_ID, name="sdk-team", description=None, users=user_ids)
    assert made.id in teams.list_teams()
    expected = dict(id=made.id, name="sdk-team", description="Shop", users=user_ids)
    whole(teams.update_team(made.id, sdk.TeamUpdate(description="Shop")), **expected)
    whole(teams.read_team(made.id), **expected)
    done("team")
    return made.id


def signing_in(user_id, email, project_id):
    """What the user may see of the project, with a key and with a password, until each ends."""
    answer = users.set_user_api_token_with_http_info(user_id, expire=True, expiration_date=datetime.date(2099, 12, 31))
    name = Made("a name", lambda value: isinstance(value, str) and value)
    token = whole(answer.data, id=AN_ID, name=name, description=None, expire=True, expiration_date=datetime.date(2099, 12, 31))
    by_key = Noted(sdk.ProjectApi, sdk.Configuration(host=API, api_key={"ApiKeyAuth": answer.headers["X-Kowabunga-Secret"]}))
    assert by_key.list_projects() == [project_id]
    assert token.id in tokens.list_api_tokens()
    changed = tokens.update_api_token(token.id, sdk.ApiTokenUpdate(description="Laptop"))
    whole(changed, id=token.id, name=token.name, description="Laptop", expire=True, expiration_date=datetime.date(2099, 12, 31))
    assert tokens.read_api_token(token.id).description == "Laptop"
    assert tokens.delete_api_token(token.id) is None
    refused(401, by_key.list_projects)
    done("a user's key opens what its teams may see, until it is deleted")

    assert users.set_user_password(user_id, sdk.Password(value=PASSWORD)) is None
    nobody = Noted(sdk.UserApi, sdk.Configuration(host=API))
    refused(401, nobody.login, sdk.UserCredentials(email=email, password="wrong"))
    session = nobody.login(sdk.UserCredentials(email=email, password=PASSWORD))
    assert session.jwt and session.password == ""
    signed_in = sdk.Configuration(host=API, access_token=session.jwt)
    by_session = Noted(sdk.ProjectApi, signed_in)
    assert by_session.list_projects() == [project_id]
    refused(403, by_session.create_project, sdk.Project(name="mine", teams=[], regions=[]))
    assert Noted(sdk.UserApi, signed_in).logout() is None
    refused(401, by_session.list_projects)
    assert users.reset_user_password(user_id) is None
    assert nobody.reset_password(sdk.UserEmail(email="nobody@example.com")) is None
    done("a password signs in, a log-out ends it")
