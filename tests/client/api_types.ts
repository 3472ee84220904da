// Made by `bun run api:types` from the API's document.
export interface paths {
  "/healthz": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Checks whether the process is alive
     * @description Checks whether the process is alive.
     */
    get: operations["getHealthz"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/readyz": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Checks whether the tracker is ready, with its figures
     * @description Checks whether the tracker is ready, with its figures.
     */
    get: operations["getReadyz"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the figures for Prometheus
     * @description Gets the figures for Prometheus.
     */
    get: operations["getMetrics"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/postback": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback
     * @description Receives a postback.
     */
    get: operations["getV1Postback"];
    put?: never;
    /**
     * Receives a postback
     * @description Receives a postback.
     */
    post: operations["postV1Postback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/aff_lsr": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of TUNE
     * @description Receives a postback at the address of TUNE.
     */
    get: operations["getAffLsr"];
    put?: never;
    /**
     * Receives a postback at the address of TUNE
     * @description Receives a postback at the address of TUNE.
     */
    post: operations["postAffLsr"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/p.ashx": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of CAKE
     * @description Receives a postback at the address of CAKE.
     */
    get: operations["getPAshx"];
    put?: never;
    /**
     * Receives a postback at the address of CAKE
     * @description Receives a postback at the address of CAKE.
     */
    post: operations["postPAshx"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/track/conv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of Scaleo
     * @description Receives a postback at the address of Scaleo.
     */
    get: operations["getTrackConv"];
    put?: never;
    /**
     * Receives a postback at the address of Scaleo
     * @description Receives a postback at the address of Scaleo.
     */
    post: operations["postTrackConv"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/track/conv-change": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of Scaleo, as a change
     * @description Receives a postback at the address of Scaleo, as a change.
     */
    get: operations["getTrackConvChange"];
    put?: never;
    /**
     * Receives a postback at the address of Scaleo, as a change
     * @description Receives a postback at the address of Scaleo, as a change.
     */
    post: operations["postTrackConvChange"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/track/conv-addchange": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of Scaleo, as either
     * @description Receives a postback at the address of Scaleo, as either.
     */
    get: operations["getTrackConvAddchange"];
    put?: never;
    /**
     * Receives a postback at the address of Scaleo, as either
     * @description Receives a postback at the address of Scaleo, as either.
     */
    post: operations["postTrackConvAddchange"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/track/lead": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of dub, for a lead
     * @description Receives a postback at the address of dub, for a lead.
     */
    get: operations["getTrackLead"];
    put?: never;
    /**
     * Receives a postback at the address of dub, for a lead
     * @description Receives a postback at the address of dub, for a lead.
     */
    post: operations["postTrackLead"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/track/sale": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of dub, for a sale
     * @description Receives a postback at the address of dub, for a sale.
     */
    get: operations["getTrackSale"];
    put?: never;
    /**
     * Receives a postback at the address of dub, for a sale
     * @description Receives a postback at the address of dub, for a sale.
     */
    post: operations["postTrackSale"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/click.php": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of Binom
     * @description Receives a postback at the address of Binom.
     */
    get: operations["getClickPhp"];
    put?: never;
    /**
     * Receives a postback at the address of Binom
     * @description Receives a postback at the address of Binom.
     */
    post: operations["postClickPhp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/click": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of Binom, without its ending
     * @description Receives a postback at the address of Binom, without its ending.
     */
    get: operations["getClick"];
    put?: never;
    /**
     * Receives a postback at the address of Binom, without its ending
     * @description Receives a postback at the address of Binom, without its ending.
     */
    post: operations["postClick"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/scripts/sale.php": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of Post Affiliate Pro
     * @description Receives a postback at the address of Post Affiliate Pro.
     */
    get: operations["getScriptsSalePhp"];
    put?: never;
    /**
     * Receives a postback at the address of Post Affiliate Pro
     * @description Receives a postback at the address of Post Affiliate Pro.
     */
    post: operations["postScriptsSalePhp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/conversion/xid": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of PartnerStack
     * @description Receives a postback at the address of PartnerStack.
     */
    get: operations["getConversionXid"];
    put?: never;
    /**
     * Receives a postback at the address of PartnerStack
     * @description Receives a postback at the address of PartnerStack.
     */
    post: operations["postConversionXid"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tracking202/static/gpb.php": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of Prosper202
     * @description Receives a postback at the address of Prosper202.
     */
    get: operations["getTracking202StaticGpbPhp"];
    put?: never;
    /**
     * Receives a postback at the address of Prosper202
     * @description Receives a postback at the address of Prosper202.
     */
    post: operations["postTracking202StaticGpbPhp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/postback/{key}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at a source's own address
     * @description Receives a postback at a source's own address.
     */
    get: operations["getV1PostbackByKey"];
    put?: never;
    /**
     * Receives a postback at a source's own address
     * @description Receives a postback at a source's own address.
     */
    post: operations["postV1PostbackByKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/postback": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of Affise, Voluum, RedTrack and BeMob
     * @description Receives a postback at the address of Affise, Voluum, RedTrack and BeMob.
     */
    get: operations["getPostback"];
    put?: never;
    /**
     * Receives a postback at the address of Affise, Voluum, RedTrack and BeMob
     * @description Receives a postback at the address of Affise, Voluum, RedTrack and BeMob.
     */
    post: operations["postPostback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/{key}/postback": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of Keitaro
     * @description Receives a postback at the address of Keitaro.
     */
    get: operations["getByKeyPostback"];
    put?: never;
    /**
     * Receives a postback at the address of Keitaro
     * @description Receives a postback at the address of Keitaro.
     */
    post: operations["postByKeyPostback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/conversion/{rest}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of Partnerize
     * @description Receives a postback at the address of Partnerize.
     */
    get: operations["getConversionAny"];
    put?: never;
    /**
     * Receives a postback at the address of Partnerize
     * @description Receives a postback at the address of Partnerize.
     */
    post: operations["postConversionAny"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/Advertisers/{sid}/Conversions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of impact.com
     * @description Receives a postback at the address of impact.com.
     */
    get: operations["getAdvertisersBySidConversions"];
    put?: never;
    /**
     * Receives a postback at the address of impact.com
     * @description Receives a postback at the address of impact.com.
     */
    post: operations["postAdvertisersBySidConversions"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Receives a postback at the address of Everflow
     * @description Receives a postback at the address of Everflow.
     */
    get: operations["getRoot"];
    put?: never;
    /**
     * Receives a postback at the address of Everflow
     * @description Receives a postback at the address of Everflow.
     */
    post: operations["postRoot"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/jobs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the background jobs
     * @description Lists the background jobs.
     */
    get: operations["getJobs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/jobs/{name}/run": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Runs a job now
     * @description Runs a job now.
     */
    post: operations["postJobsByNameRun"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tasks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists long-running tasks
     * @description Lists long-running tasks.
     */
    get: operations["getTasks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tasks/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a task with its progress
     * @description Gets a task with its progress.
     */
    get: operations["getTasksById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tasks/{id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancels a task
     * @description Cancels a task.
     */
    post: operations["postTasksByIdCancel"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tasks/{id}/resume": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Resumes a stopped task
     * @description Resumes a stopped task.
     */
    post: operations["postTasksByIdResume"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the signed-in user
     * @description Gets the signed-in user.
     */
    get: operations["getSession"];
    put?: never;
    /**
     * Signs in and sets the session's cookie
     * @description Where the user's second step is on, `totp` is needed: without it the answer is 200 with a ticket for `POST /session/second-step`, and no session.
     */
    post: operations["postSession"];
    /**
     * Signs out
     * @description Signs out.
     */
    delete: operations["deleteSession"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session/second-step": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Signs in by the ticket of a right password and a code
     * @description Signs in by the ticket of a right password and a code.
     */
    post: operations["postSessionSecondStep"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/me": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets who asks, for whom, and what it may
     * @description Gets who asks, for whom, and what it may.
     */
    get: operations["getMe"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session/password": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Changes the own password and ends all other sessions
     * @description Changes the own password and ends all other sessions.
     */
    post: operations["postSessionPassword"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sessions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists sessions
     * @description Lists sessions.
     */
    get: operations["getSessions"];
    put?: never;
    post?: never;
    /**
     * Ends all of one's own sessions, or another user's
     * @description Signs the caller out everywhere, this session included. An admin may name another user.
     */
    delete: operations["deleteSessions"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sessions/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a session
     * @description Gets a session.
     */
    get: operations["getSessionsById"];
    put?: never;
    post?: never;
    /**
     * Removes a session
     * @description Removes a session.
     */
    delete: operations["deleteSessionsById"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session/totp": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes a secret for an authenticator
     * @description The second step is on once a first code confirms it. Needs the password again.
     */
    post: operations["postSessionTotp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session/totp/confirm": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Turns the second step on by a first code
     * @description Turns the second step on by a first code.
     */
    post: operations["postSessionTotpConfirm"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session/totp/remove": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Turns the second step off by a code
     * @description Turns the second step off by a code.
     */
    post: operations["postSessionTotpRemove"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users/{id}/totp": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Turns off the second step of a user who lost it
     * @description Turns off the second step of a user who lost it.
     */
    delete: operations["deleteUsersByIdTotp"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/setup": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes the first admin by the link printed at the start
     * @description Only while there is no admin. The one that it makes is signed in.
     */
    post: operations["postSetup"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations/accept": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Accepts an invitation, which makes the user and signs it in
     * @description Accepts an invitation, which makes the user and signs it in.
     */
    post: operations["postInvitationsAccept"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/password-resets": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sets a new password by a link and ends all sessions of the user
     * @description Sets a new password by a link and ends all sessions of the user.
     */
    post: operations["postPasswordResets"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tokens": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists tokens
     * @description Lists tokens.
     */
    get: operations["getTokens"];
    put?: never;
    /**
     * Creates a token
     * @description Creates a token.
     */
    post: operations["postTokens"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tokens/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a token
     * @description Gets a token.
     */
    get: operations["getTokensById"];
    put?: never;
    post?: never;
    /**
     * Removes a token
     * @description Removes a token.
     */
    delete: operations["deleteTokensById"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists users
     * @description Lists users.
     */
    get: operations["getUsers"];
    put?: never;
    /**
     * Creates a user
     * @description Creates a user.
     */
    post: operations["postUsers"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a user
     * @description Gets a user.
     */
    get: operations["getUsersById"];
    put?: never;
    post?: never;
    /**
     * Removes a user
     * @description Removes a user.
     */
    delete: operations["deleteUsersById"];
    options?: never;
    head?: never;
    /**
     * Changes a user
     * @description Changes a user.
     */
    patch: operations["changeUsersById"];
    trace?: never;
  };
  "/api/v1/users/{id}/reset": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes a link with which the user sets a new password
     * @description Makes a link with which the user sets a new password.
     */
    post: operations["postUsersByIdReset"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists invitations
     * @description Lists invitations.
     */
    get: operations["getInvitations"];
    put?: never;
    /**
     * Creates an invitation
     * @description Creates an invitation.
     */
    post: operations["postInvitations"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets an invitation
     * @description Gets an invitation.
     */
    get: operations["getInvitationsById"];
    put?: never;
    post?: never;
    /**
     * Removes an invitation
     * @description Removes an invitation.
     */
    delete: operations["deleteInvitationsById"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists advertisers
     * @description Lists advertisers.
     */
    get: operations["getAdvertisers"];
    put?: never;
    /**
     * Creates an advertiser
     * @description Creates an advertiser.
     */
    post: operations["postAdvertisers"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets an advertiser
     * @description Gets an advertiser.
     */
    get: operations["getAdvertisersById"];
    /**
     * Replaces an advertiser
     * @description Replaces an advertiser.
     */
    put: operations["replaceAdvertisersById"];
    post?: never;
    /**
     * Removes an advertiser
     * @description Removes an advertiser.
     */
    delete: operations["deleteAdvertisersById"];
    options?: never;
    head?: never;
    /**
     * Changes an advertiser
     * @description Changes an advertiser.
     */
    patch: operations["changeAdvertisersById"];
    trace?: never;
  };
  "/api/v1/affiliates": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists affiliates
     * @description Lists affiliates.
     */
    get: operations["getAffiliates"];
    put?: never;
    /**
     * Creates an affiliate
     * @description Creates an affiliate.
     */
    post: operations["postAffiliates"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets an affiliate
     * @description Gets an affiliate.
     */
    get: operations["getAffiliatesById"];
    /**
     * Replaces an affiliate
     * @description Replaces an affiliate.
     */
    put: operations["replaceAffiliatesById"];
    post?: never;
    /**
     * Removes an affiliate
     * @description Removes an affiliate.
     */
    delete: operations["deleteAffiliatesById"];
    options?: never;
    head?: never;
    /**
     * Changes an affiliate
     * @description Changes an affiliate.
     */
    patch: operations["changeAffiliatesById"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/targeting": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the targeting of a campaign
     * @description Gets the targeting of a campaign.
     */
    get: operations["getCampaignsByIdTargeting"];
    /**
     * Replaces the targeting of a campaign
     * @description Replaces the targeting of a campaign.
     */
    put: operations["replaceCampaignsByIdTargeting"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/effective": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets what applies to an affiliate at a time
     * @description Gets what applies to an affiliate at a time.
     */
    get: operations["getCampaignsByIdEffective"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/destinations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the destinations of a campaign
     * @description Lists the destinations of a campaign.
     */
    get: operations["getCampaignsByIdDestinations"];
    put?: never;
    /**
     * Creates a destination of a campaign
     * @description Creates a destination of a campaign.
     */
    post: operations["postCampaignsByIdDestinations"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/destinations/{part}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a destination of a campaign
     * @description Gets a destination of a campaign.
     */
    get: operations["getCampaignsByIdDestinationsByPart"];
    /**
     * Replaces a destination of a campaign
     * @description Replaces a destination of a campaign.
     */
    put: operations["replaceCampaignsByIdDestinationsByPart"];
    post?: never;
    /**
     * Removes a destination of a campaign
     * @description Removes a destination of a campaign.
     */
    delete: operations["deleteCampaignsByIdDestinationsByPart"];
    options?: never;
    head?: never;
    /**
     * Changes a destination of a campaign
     * @description Changes a destination of a campaign.
     */
    patch: operations["changeCampaignsByIdDestinationsByPart"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/caps": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the caps of a campaign, with their use
     * @description Lists the caps of a campaign, with their use.
     */
    get: operations["getCampaignsByIdCaps"];
    put?: never;
    /**
     * Creates a cap of a campaign
     * @description Creates a cap of a campaign.
     */
    post: operations["postCampaignsByIdCaps"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/caps/{part}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a cap of a campaign
     * @description Gets a cap of a campaign.
     */
    get: operations["getCampaignsByIdCapsByPart"];
    /**
     * Replaces a cap of a campaign
     * @description Replaces a cap of a campaign.
     */
    put: operations["replaceCampaignsByIdCapsByPart"];
    post?: never;
    /**
     * Removes a cap of a campaign
     * @description Removes a cap of a campaign.
     */
    delete: operations["deleteCampaignsByIdCapsByPart"];
    options?: never;
    head?: never;
    /**
     * Changes a cap of a campaign
     * @description Changes a cap of a campaign.
     */
    patch: operations["changeCampaignsByIdCapsByPart"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/affiliates": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the affiliates' approvals for a campaign
     * @description Lists the affiliates' approvals for a campaign.
     */
    get: operations["getCampaignsByIdAffiliates"];
    put?: never;
    /**
     * Creates an affiliate's approval for a campaign
     * @description Creates an affiliate's approval for a campaign.
     */
    post: operations["postCampaignsByIdAffiliates"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/affiliates/{part}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets an affiliate's approval for a campaign
     * @description Gets an affiliate's approval for a campaign.
     */
    get: operations["getCampaignsByIdAffiliatesByPart"];
    /**
     * Replaces an affiliate's approval for a campaign
     * @description Replaces an affiliate's approval for a campaign.
     */
    put: operations["replaceCampaignsByIdAffiliatesByPart"];
    post?: never;
    /**
     * Removes an affiliate's approval for a campaign
     * @description Removes an affiliate's approval for a campaign.
     */
    delete: operations["deleteCampaignsByIdAffiliatesByPart"];
    options?: never;
    head?: never;
    /**
     * Changes an affiliate's approval for a campaign
     * @description Changes an affiliate's approval for a campaign.
     */
    patch: operations["changeCampaignsByIdAffiliatesByPart"];
    trace?: never;
  };
  "/api/v1/traffic-rules": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists traffic rules
     * @description Lists traffic rules.
     */
    get: operations["getTrafficRules"];
    put?: never;
    /**
     * Creates a traffic rule
     * @description Creates a traffic rule.
     */
    post: operations["postTrafficRules"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/traffic-rules/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a traffic rule
     * @description Gets a traffic rule.
     */
    get: operations["getTrafficRulesById"];
    /**
     * Replaces a traffic rule
     * @description Replaces a traffic rule.
     */
    put: operations["replaceTrafficRulesById"];
    post?: never;
    /**
     * Removes a traffic rule
     * @description Removes a traffic rule.
     */
    delete: operations["deleteTrafficRulesById"];
    options?: never;
    head?: never;
    /**
     * Changes a traffic rule
     * @description Changes a traffic rule.
     */
    patch: operations["changeTrafficRulesById"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/goals/{key}/payouts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the prices of a goal by affiliate and time
     * @description Lists the prices of a goal by affiliate and time.
     */
    get: operations["getCampaignsByIdGoalsByKeyPayouts"];
    put?: never;
    /**
     * Creates a price of a goal
     * @description Creates a price of a goal.
     */
    post: operations["postCampaignsByIdGoalsByKeyPayouts"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/goals/{key}/payouts/{part}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a price of a goal
     * @description Gets a price of a goal.
     */
    get: operations["getCampaignsByIdGoalsByKeyPayoutsByPart"];
    put?: never;
    post?: never;
    /**
     * Removes a price of a goal
     * @description Removes a price of a goal.
     */
    delete: operations["deleteCampaignsByIdGoalsByKeyPayoutsByPart"];
    options?: never;
    head?: never;
    /**
     * Changes a price of a goal
     * @description Changes a price of a goal.
     */
    patch: operations["changeCampaignsByIdGoalsByKeyPayoutsByPart"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/click-prices": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the click prices of a campaign
     * @description Lists the click prices of a campaign.
     */
    get: operations["getCampaignsByIdClickPrices"];
    put?: never;
    /**
     * Creates a click price of a campaign
     * @description Creates a click price of a campaign.
     */
    post: operations["postCampaignsByIdClickPrices"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/click-prices/{part}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a click price of a campaign
     * @description Gets a click price of a campaign.
     */
    get: operations["getCampaignsByIdClickPricesByPart"];
    put?: never;
    post?: never;
    /**
     * Removes a click price of a campaign
     * @description Removes a click price of a campaign.
     */
    delete: operations["deleteCampaignsByIdClickPricesByPart"];
    options?: never;
    head?: never;
    /**
     * Changes a click price of a campaign
     * @description Changes a click price of a campaign.
     */
    patch: operations["changeCampaignsByIdClickPricesByPart"];
    trace?: never;
  };
  "/api/v1/bulk/advertisers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates up to 1000 advertisers at once
     * @description Creates up to 1000 advertisers at once.
     */
    post: operations["postBulkAdvertisers"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bulk/affiliates": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates up to 1000 affiliates at once
     * @description Creates up to 1000 affiliates at once.
     */
    post: operations["postBulkAffiliates"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bulk/campaigns": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates up to 1000 campaigns at once
     * @description Creates up to 1000 campaigns at once.
     */
    post: operations["postBulkCampaigns"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bulk/goals": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates up to 1000 goals at once
     * @description Creates up to 1000 goals at once.
     */
    post: operations["postBulkGoals"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bulk/payouts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates up to 1000 payouts at once
     * @description Creates up to 1000 payouts at once.
     */
    post: operations["postBulkPayouts"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bulk/links": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates up to 1000 links at once
     * @description Creates up to 1000 links at once.
     */
    post: operations["postBulkLinks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists campaigns
     * @description Lists campaigns.
     */
    get: operations["getCampaigns"];
    put?: never;
    /**
     * Creates a campaign
     * @description Creates a campaign.
     */
    post: operations["postCampaigns"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a campaign
     * @description Gets a campaign.
     */
    get: operations["getCampaignsById"];
    /**
     * Replaces a campaign
     * @description Replaces a campaign.
     */
    put: operations["replaceCampaignsById"];
    post?: never;
    /**
     * Removes a campaign
     * @description Removes a campaign.
     */
    delete: operations["deleteCampaignsById"];
    options?: never;
    head?: never;
    /**
     * Changes a campaign
     * @description Changes a campaign.
     */
    patch: operations["changeCampaignsById"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/goals": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the goals of a campaign
     * @description Lists the goals of a campaign.
     */
    get: operations["getCampaignsByIdGoals"];
    put?: never;
    /**
     * Creates a goal of a campaign
     * @description Creates a goal of a campaign.
     */
    post: operations["postCampaignsByIdGoals"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/goals/{key}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a goal of a campaign
     * @description Gets a goal of a campaign.
     */
    get: operations["getCampaignsByIdGoalsByKey"];
    /**
     * Replaces a goal of a campaign
     * @description Replaces a goal of a campaign.
     */
    put: operations["replaceCampaignsByIdGoalsByKey"];
    post?: never;
    /**
     * Removes a goal of a campaign
     * @description Removes a goal of a campaign.
     */
    delete: operations["deleteCampaignsByIdGoalsByKey"];
    options?: never;
    head?: never;
    /**
     * Changes a goal of a campaign
     * @description Changes a goal of a campaign.
     */
    patch: operations["changeCampaignsByIdGoalsByKey"];
    trace?: never;
  };
  "/api/v1/links": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists links
     * @description Lists links.
     */
    get: operations["getLinks"];
    put?: never;
    /**
     * Creates a link
     * @description Creates a link.
     */
    post: operations["postLinks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a link
     * @description Gets a link.
     */
    get: operations["getLinksById"];
    /**
     * Replaces a link
     * @description Replaces a link.
     */
    put: operations["replaceLinksById"];
    post?: never;
    /**
     * Removes a link
     * @description Removes a link.
     */
    delete: operations["deleteLinksById"];
    options?: never;
    head?: never;
    /**
     * Changes a link
     * @description Changes a link.
     */
    patch: operations["changeLinksById"];
    trace?: never;
  };
  "/v1/click/{id}/claim": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Claims a click's deep link and labels, once
     * @description Claims a click's deep link and labels, once.
     */
    get: operations["getV1ClickByIdClaim"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/clicks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists clicks
     * @description Lists clicks.
     */
    get: operations["getClicks"];
    put?: never;
    /**
     * Records a click without a redirect
     * @description Records a click without a redirect.
     */
    post: operations["postClicks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/clicks/summary": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Counts clicks by verdict or another property
     * @description Counts clicks of at most 31 days by one property, with the latest examples. Test clicks are left out.
     */
    get: operations["getClicksSummary"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/clicks/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a click with its conversions
     * @description Gets a click with its conversions.
     */
    get: operations["getClicksById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/clicks/{id}/personal-data": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Erases the personal data of a click
     * @description Erases the personal data of a click.
     */
    delete: operations["deleteClicksByIdPersonalData"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/{id}/test-click": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates a test click of a link
     * @description Creates a test click of a link.
     */
    post: operations["postLinksByIdTestClick"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/click": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tries a click out without storing it
     * @description Tries a click out without storing it.
     */
    post: operations["postSandboxClick"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/balance": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the balances of an affiliate
     * @description Balances by currency, rounded to its minor unit; `exact` has what rounding changed. `payable` is what the next payment run can pay.
     */
    get: operations["getAffiliatesByIdBalance"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/entries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the entries of an affiliate
     * @description The entries behind the balance, newest first. `figure` keeps those behind one of its figures.
     */
    get: operations["getAffiliatesByIdEntries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/entries/{entry_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets an entry of an affiliate
     * @description Gets an entry of an affiliate.
     */
    get: operations["getAffiliatesByIdEntriesByEntryId"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/accounts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets balances by account as of a time
     * @description Gets balances by account as of a time.
     */
    get: operations["getLedgerAccounts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/transactions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists ledger transactions
     * @description Lists ledger transactions.
     */
    get: operations["getLedgerTransactions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/transactions/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a ledger transaction
     * @description Gets a ledger transaction.
     */
    get: operations["getLedgerTransactionsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/verify": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Checks the whole ledger
     * @description Recomputes every sum, the hash chain, each payment's and invoice's claims, and each conversion's money; names the first difference.
     */
    get: operations["getLedgerVerify"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/entries/{id}/release": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Releases an entry on hold
     * @description Releases an entry on hold.
     */
    post: operations["postLedgerEntriesByIdRelease"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/adjustments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists adjustments by hand
     * @description Lists adjustments by hand.
     */
    get: operations["getLedgerAdjustments"];
    put?: never;
    /**
     * Books an adjustment
     * @description Books a bonus, advance, write-off or correction against the margin. With the same `idempotency_key` it is booked once.
     */
    post: operations["postLedgerAdjustments"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/periods": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the locked months
     * @description Lists the locked months.
     */
    get: operations["getPeriods"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/periods/{month}/lock": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Locks a month
     * @description Locks a month.
     */
    post: operations["postPeriodsByMonthLock"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/fx-rates": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists exchange rates
     * @description Lists exchange rates.
     */
    get: operations["getFxRates"];
    /**
     * Sets the exchange rates of a day
     * @description Sets the exchange rates of a day.
     */
    put: operations["replaceFxRates"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/click-days": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the booked clicks of a campaign by day
     * @description Lists the booked clicks of a campaign by day.
     */
    get: operations["getCampaignsByIdClickDays"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists payments
     * @description Lists payments.
     */
    get: operations["getPayments"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a payment with its entries; `.html` and `.csv` select a format
     * @description Gets a payment with its entries; `.html` and `.csv` select a format.
     */
    get: operations["getPaymentsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payment-runs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists payment runs
     * @description Lists payment runs.
     */
    get: operations["getPaymentRuns"];
    put?: never;
    /**
     * Creates payments for everything due
     * @description Makes a draft payment for each affiliate who is owed enough. With `dry_run` nothing is stored.
     */
    post: operations["postPaymentRuns"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payment-runs/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a payment run
     * @description Gets a payment run.
     */
    get: operations["getPaymentRunsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payment-runs/{id}/export.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Exports a payment run for the bank
     * @description Exports a payment run for the bank.
     */
    get: operations["getPaymentRunsByIdExportCsv"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/{id}/close": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Closes a draft payment
     * @description Fixes its entries and amount; what is below the minor unit stays in the balance.
     */
    post: operations["postPaymentsByIdClose"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/{id}/pay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Marks a payment as paid
     * @description Marks a payment as paid.
     */
    post: operations["postPaymentsByIdPay"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/{id}/fail": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Marks a payment as failed
     * @description Marks a payment as failed.
     */
    post: operations["postPaymentsByIdFail"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/{id}/void": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Voids a payment
     * @description Frees its entries for the next run.
     */
    post: operations["postPaymentsByIdVoid"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/close": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Closes several payments
     * @description Closes several payments.
     */
    post: operations["postPaymentsClose"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/pay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Marks several payments as paid
     * @description Marks several payments as paid.
     */
    post: operations["postPaymentsPay"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/fail": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Marks several payments as failed
     * @description Marks several payments as failed.
     */
    post: operations["postPaymentsFail"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/void": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Voids several payments
     * @description Voids several payments.
     */
    post: operations["postPaymentsVoid"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/payment-details": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the payment details of an affiliate
     * @description Gets the payment details of an affiliate.
     */
    get: operations["getAffiliatesByIdPaymentDetails"];
    /**
     * Replaces the payment details of an affiliate
     * @description Replaces the payment details of an affiliate.
     */
    put: operations["replaceAffiliatesByIdPaymentDetails"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists invoices with their ageing
     * @description Lists invoices with their ageing.
     */
    get: operations["getInvoices"];
    put?: never;
    /**
     * Creates an invoice
     * @description Bills approved revenue of the period that is on no invoice yet. `from` and `to` are days in the advertiser's time zone, or times.
     */
    post: operations["postInvoices"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets an invoice with its lines; `.html` and `.csv` select a format
     * @description Gets an invoice with its lines; `.html` and `.csv` select a format.
     */
    get: operations["getInvoicesById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices/{id}/receive": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Records money received for an invoice
     * @description Records money received for an invoice.
     */
    post: operations["postInvoicesByIdReceive"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices/{id}/void": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Voids an invoice
     * @description Voids an invoice.
     */
    post: operations["postInvoicesByIdVoid"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists conversions
     * @description Lists conversions.
     */
    get: operations["getConversions"];
    put?: never;
    /**
     * Records a conversion by hand
     * @description Records a conversion by hand.
     */
    post: operations["postConversions"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a conversion with its history
     * @description Gets a conversion with its history.
     */
    get: operations["getConversionsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Changes a conversion by hand
     * @description Needs a `reason`. Books the difference, and tells the affiliate as a postback would. With `dry_run` it shows what would happen.
     */
    patch: operations["changeConversionsById"];
    trace?: never;
  };
  "/api/v1/conversions/bulk": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Changes the state of many conversions
     * @description By ids or by filter, up to 5,000 at once; more run as a task.
     */
    post: operations["postConversionsBulk"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversion-rules": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists conversion rules
     * @description Lists conversion rules.
     */
    get: operations["getConversionRules"];
    put?: never;
    /**
     * Creates a conversion rule
     * @description Creates a conversion rule.
     */
    post: operations["postConversionRules"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversion-rules/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a conversion rule
     * @description Gets a conversion rule.
     */
    get: operations["getConversionRulesById"];
    /**
     * Replaces a conversion rule
     * @description Replaces a conversion rule.
     */
    put: operations["replaceConversionRulesById"];
    post?: never;
    /**
     * Removes a conversion rule
     * @description Removes a conversion rule.
     */
    delete: operations["deleteConversionRulesById"];
    options?: never;
    head?: never;
    /**
     * Changes a conversion rule
     * @description Changes a conversion rule.
     */
    patch: operations["changeConversionRulesById"];
    trace?: never;
  };
  "/api/v1/backfill-windows": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists backfill windows
     * @description Lists backfill windows.
     */
    get: operations["getBackfillWindows"];
    put?: never;
    /**
     * Creates a backfill window
     * @description Creates a backfill window.
     */
    post: operations["postBackfillWindows"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/backfill-windows/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a backfill window
     * @description Gets a backfill window.
     */
    get: operations["getBackfillWindowsById"];
    put?: never;
    post?: never;
    /**
     * Removes a backfill window
     * @description Removes a backfill window.
     */
    delete: operations["deleteBackfillWindowsById"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/backfill-windows/{id}/close": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Closes a backfill window
     * @description Closes a backfill window.
     */
    post: operations["postBackfillWindowsByIdClose"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bulk/endpoints": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates up to 1000 endpoints at once
     * @description Creates up to 1000 endpoints at once.
     */
    post: operations["postBulkEndpoints"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postback-presets": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists endpoint presets of common trackers
     * @description Lists endpoint presets of common trackers.
     */
    get: operations["getPostbackPresets"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the endpoints of an affiliate
     * @description Lists the endpoints of an affiliate.
     */
    get: operations["getAffiliatesByIdPostbacks"];
    put?: never;
    /**
     * Creates an endpoint
     * @description Creates an endpoint.
     */
    post: operations["postAffiliatesByIdPostbacks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets an endpoint
     * @description Gets an endpoint.
     */
    get: operations["getAffiliatesByIdPostbacksByEndpointId"];
    put?: never;
    post?: never;
    /**
     * Removes an endpoint
     * @description Removes an endpoint.
     */
    delete: operations["deleteAffiliatesByIdPostbacksByEndpointId"];
    options?: never;
    head?: never;
    /**
     * Changes an endpoint
     * @description Changes an endpoint.
     */
    patch: operations["changeAffiliatesByIdPostbacksByEndpointId"];
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}/secrets": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates a secret of an endpoint
     * @description Creates a secret of an endpoint.
     */
    post: operations["postAffiliatesByIdPostbacksByEndpointIdSecrets"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}/secrets/{secret_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Removes a secret of an endpoint
     * @description Removes a secret of an endpoint.
     */
    delete: operations["deleteAffiliatesByIdPostbacksByEndpointIdSecretsBySecretId"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}/pause": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Pauses an endpoint
     * @description Pauses an endpoint.
     */
    post: operations["postAffiliatesByIdPostbacksByEndpointIdPause"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}/resume": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Resumes an endpoint
     * @description Resumes an endpoint.
     */
    post: operations["postAffiliatesByIdPostbacksByEndpointIdResume"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sends a test to an endpoint
     * @description Sends a test to an endpoint.
     */
    post: operations["postAffiliatesByIdPostbacksByEndpointIdTest"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deliveries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists deliveries
     * @description Lists deliveries.
     */
    get: operations["getDeliveries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deliveries/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a delivery with every attempt
     * @description Gets a delivery with every attempt.
     */
    get: operations["getDeliveriesById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deliveries/{id}/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sends a delivery again
     * @description Sends a delivery again.
     */
    post: operations["postDeliveriesByIdRetry"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deliveries/replay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sends the deliveries of a filter again
     * @description Sends them again under the same delivery id; `dry_run` counts them and their money first.
     */
    post: operations["postDeliveriesReplay"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the sources of an advertiser
     * @description Lists the sources of an advertiser.
     */
    get: operations["getAdvertisersByIdSources"];
    put?: never;
    /**
     * Creates a source
     * @description Creates a source.
     */
    post: operations["postAdvertisersByIdSources"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a source
     * @description Gets a source.
     */
    get: operations["getAdvertisersByIdSourcesBySourceId"];
    put?: never;
    post?: never;
    /**
     * Removes a source
     * @description Removes a source.
     */
    delete: operations["deleteAdvertisersByIdSourcesBySourceId"];
    options?: never;
    head?: never;
    /**
     * Changes a source
     * @description Changes a source.
     */
    patch: operations["changeAdvertisersByIdSourcesBySourceId"];
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/secrets": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates a secret of a source
     * @description Creates a secret of a source.
     */
    post: operations["postAdvertisersByIdSourcesBySourceIdSecrets"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/secrets/{secret_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Removes a secret of a source
     * @description Removes a secret of a source.
     */
    delete: operations["deleteAdvertisersByIdSourcesBySourceIdSecretsBySecretId"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/rotate-key": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Replaces the key of a source
     * @description Replaces the key of a source.
     */
    post: operations["postAdvertisersByIdSourcesBySourceIdRotateKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/rotate-token": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Replaces the token of a source
     * @description Replaces the token of a source.
     */
    post: operations["postAdvertisersByIdSourcesBySourceIdRotateToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/sheet": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the integration sheet for the sender
     * @description Gets the integration sheet for the sender.
     */
    get: operations["getAdvertisersByIdSourcesBySourceIdSheet"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the health of a source
     * @description Gets the health of a source.
     */
    get: operations["getAdvertisersByIdSourcesBySourceIdHealth"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the health of all sources of an advertiser
     * @description Gets the health of all sources of an advertiser.
     */
    get: operations["getAdvertisersByIdSourcesHealth"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postbacks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists postbacks
     * @description Lists postbacks.
     */
    get: operations["getPostbacks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postbacks/summary": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Counts postbacks by outcome and code
     * @description Counts postbacks of at most 92 days by one property, with the latest examples. `totals` has every outcome.
     */
    get: operations["getPostbacksSummary"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postbacks/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a postback with its raw request and trace
     * @description Gets a postback with its raw request and trace.
     */
    get: operations["getPostbacksById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postbacks/replay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Judges the postbacks of a filter again, as a task
     * @description Judges the postbacks of a filter again, as a task.
     */
    post: operations["postPostbacksReplay"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postbacks/{id}/replay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Judges a postback again
     * @description Judges a postback again.
     */
    post: operations["postPostbacksByIdReplay"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/postback": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tries a postback out without storing it
     * @description Judges it like any other and returns verdict, answer and each check.
     */
    post: operations["postSandboxPostback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Runs the checklist of a source
     * @description Runs the checklist of a source.
     */
    post: operations["postAdvertisersByIdSourcesBySourceIdTest"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists reconciliations
     * @description Lists reconciliations.
     */
    get: operations["getReconciliations"];
    put?: never;
    /**
     * Uploads a statement
     * @description Send the file as JSON (`file` or `rows`), as multipart, or as the body with the other fields in the query. The same file is kept once.
     */
    post: operations["postReconciliations"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a reconciliation
     * @description Gets a reconciliation.
     */
    get: operations["getReconciliationsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/mapping": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirms or sets the meaning of the columns
     * @description Confirms the proposed columns, or corrects them, and reads and matches the rows.
     */
    post: operations["postReconciliationsByIdMapping"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/rows": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the rows of a statement
     * @description Lists the rows of a statement.
     */
    get: operations["getReconciliationsByIdRows"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/difference": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Compares a statement with the previous one
     * @description Compares a statement with the previous one.
     */
    get: operations["getReconciliationsByIdDifference"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/breaks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists breaks
     * @description Lists breaks.
     */
    get: operations["getReconciliationsByIdBreaks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/matches": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists matches
     * @description Lists matches.
     */
    get: operations["getReconciliationsByIdMatches"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/breaks/{key}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets a break
     * @description Gets a break.
     */
    get: operations["getReconciliationsByIdBreaksByKey"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Changes a break
     * @description Changes a break.
     */
    patch: operations["changeReconciliationsByIdBreaksByKey"];
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/frame": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirms zone, currency and scale of a statement
     * @description Confirms zone, currency and scale of a statement.
     */
    post: operations["postReconciliationsByIdFrame"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/match": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Matches or splits a row and a conversion by hand
     * @description Matches or splits a row and a conversion by hand.
     */
    post: operations["postReconciliationsByIdMatch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/tolerance": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the tolerances of an advertiser
     * @description Gets the tolerances of an advertiser.
     */
    get: operations["getAdvertisersByIdTolerance"];
    /**
     * Replaces the tolerances of an advertiser
     * @description Replaces the tolerances of an advertiser.
     */
    put: operations["replaceAdvertisersByIdTolerance"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/missing": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the months without a statement
     * @description Lists the months without a statement.
     */
    get: operations["getReconciliationsMissing"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/report": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the report of a reconciliation, as JSON or as a page
     * @description Gets the report of a reconciliation, as JSON or as a page.
     */
    get: operations["getReconciliationsByIdReport"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/apply": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Applies breaks
     * @description Applies breaks.
     */
    post: operations["postReconciliationsByIdApply"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/undo": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Undoes a batch
     * @description Undoes a batch.
     */
    post: operations["postReconciliationsByIdUndo"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/batches": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the applied batches
     * @description Lists the applied batches.
     */
    get: operations["getReconciliationsByIdBatches"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/actions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the actions, by row
     * @description Lists the actions, by row.
     */
    get: operations["getReconciliationsByIdActions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists imports
     * @description Lists imports.
     */
    get: operations["getImports"];
    put?: never;
    /**
     * Uploads an import
     * @description Uploads an import.
     */
    post: operations["postImports"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets an import
     * @description Gets an import.
     */
    get: operations["getImportsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/mapping": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirms or sets the meaning of the columns
     * @description Confirms or sets the meaning of the columns.
     */
    post: operations["postImportsByIdMapping"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/rows": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the rows of an import
     * @description Lists the rows of an import.
     */
    get: operations["getImportsByIdRows"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/apply": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Applies an import
     * @description Applies an import.
     */
    post: operations["postImportsByIdApply"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/undo": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Undoes an import
     * @description Undoes an import.
     */
    post: operations["postImportsByIdUndo"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/batches": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the batches of an import
     * @description Lists the batches of an import.
     */
    get: operations["getImportsByIdBatches"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/actions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the actions, by row
     * @description Lists the actions, by row.
     */
    get: operations["getImportsByIdActions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/openapi.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the API document, in OpenAPI 3.1
     * @description Gets the API document, in OpenAPI 3.1.
     */
    get: operations["getOpenapiJson"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/docs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Shows the API document as a page
     * @description Shows the API document as a page.
     */
    get: operations["getDocs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    TakenPostback: {
      /** @enum {string} */
      outcome: "recorded" | "updated" | "duplicate" | "ignored" | "queued";
      postback_id: string;
      conversion_id?: string | null;
      status?: string;
      reason?: string;
      note?: string;
      differs?: string[];
    };
    PlatformAnswer:
      | {
          [key: string]: unknown;
        }
      | unknown[];
    Job: {
      name: string;
      description: string;
      every_ms: number | null;
      waiting: number;
      running: number;
      failed: number;
      last_run_at: string | null;
      last_duration_ms: number | null;
      last_error: string | null;
      next_run_at: string | null;
    };
    Task: {
      id: string;
      name: string;
      key: string | null;
      /** @enum {string} */
      state: "cancelled" | "done" | "failed" | "running" | "waiting";
      done: number;
      total: number | null;
      rate_per_second: number | null;
      eta_at: string | null;
      created_at: string;
      started_at: string | null;
      finished_at: string | null;
      due_at: string | null;
      attempt: number;
      error: string | null;
      cancel_requested_at: string | null;
      result: unknown;
    };
    SecondStepNeeded: {
      /** @constant */
      second_step: true;
      /** @description To be shown with the code; it stands for the password. */
      ticket: string;
      expires_at: string;
    };
    /** @enum {string} */
    Role: "admin" | "manager" | "affiliate" | "advertiser";
    User: {
      id: string;
      email: string;
      name: string | null;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      created_at: string;
      disabled_at: string | null;
    };
    Principal: {
      /** @enum {string} */
      kind: "session" | "token";
      id: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      /** @description The zone in which its days begin. */
      timezone: string;
    };
    Me: {
      /** @enum {string} */
      kind: "session" | "token";
      id: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      /** @description The zone in which its days begin. */
      timezone: string;
      /** @description Name of the user or the token. */
      name: string | null;
      email: string | null;
      /** @description Whom it acts for; null for the network itself. */
      party: {
        /** @enum {string} */
        kind: "affiliate" | "advertiser";
        id: number;
        name: string;
      } | null;
      /** @description What it may do of what its role may. */
      scopes: string[];
      /** @description Whether the user signs in by two steps. */
      second_step: boolean;
    };
    Session: {
      id: string;
      user_id: string;
      /** @description Null if an older version opened it. */
      created_at: string | null;
      /** @description To the minute. */
      last_seen_at: string | null;
      expires_at: string;
      address: string | null;
      user_agent: string | null;
      /** @description Whether it is the one that asks. */
      current: boolean;
    };
    NewSecondStep: {
      /** @description Shown only in this answer, in base32. */
      secret: string;
      /** @description For a QR code. */
      url: string;
    };
    RecoveryCodes: {
      /** @description Each works once, instead of a code. Shown only in this answer. */
      recovery_codes: string[];
    };
    Token: {
      id: string;
      name: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      /** @description The user whose token it is. */
      user_id: string | null;
      /** @description What it may do of what its role may: `read`, `write`, or a resource with one of them. Who may write may read. */
      scopes: string[];
      created_at: string;
      expires_at: string | null;
      revoked_at: string | null;
      /** @description To the minute. */
      last_used_at: string | null;
    };
    NewToken: {
      id: string;
      name: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      /** @description The user whose token it is. */
      user_id: string | null;
      /** @description What it may do of what its role may: `read`, `write`, or a resource with one of them. Who may write may read. */
      scopes: string[];
      created_at: string;
      expires_at: string | null;
      revoked_at: string | null;
      /** @description To the minute. */
      last_used_at: string | null;
      /** @description Shown only in this answer. */
      token: string;
    };
    NewPasswordReset: {
      /** @description The link, to be opened once; shown only in this answer. */
      url: string;
      expires_at: string;
      /**
       * @description Whether the link was sent by mail; `off` without a mail server.
       * @enum {string}
       */
      mail: "sent" | "failed" | "off";
    };
    Invitation: {
      id: string;
      email: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      /** @description The user that it became. */
      user_id: string | null;
      created_at: string;
      expires_at: string;
      accepted_at: string | null;
      revoked_at: string | null;
    };
    NewInvitation: {
      id: string;
      email: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      /** @description The user that it became. */
      user_id: string | null;
      created_at: string;
      expires_at: string;
      accepted_at: string | null;
      revoked_at: string | null;
      /** @description The link, to be opened once; shown only in this answer. */
      url: string;
      /**
       * @description Whether the link was sent by mail; `off` without a mail server.
       * @enum {string}
       */
      mail: "sent" | "failed" | "off";
    };
    Advertiser: {
      id: number;
      name: string;
      external_id: string | null;
      /** @enum {string} */
      plain_postback: "accept" | "pending" | "refuse";
      currency: string | null;
      timezone: string | null;
      terms_days: number;
      tax_id: string | null;
      created_at: string;
    };
    Affiliate: {
      id: number;
      name: string;
      external_id: string | null;
      email: string | null;
      /** @enum {string} */
      status: "pending" | "active" | "paused" | "blocked";
      param_names: {
        [key: string]: string;
      };
      timezone: string | null;
      payout_currency: string | null;
      min_payout: string | null;
      schedule: ("weekly" | "biweekly" | "monthly" | "net15" | "net30") | null;
      payment_method: string | null;
      tax_id: string | null;
      payment_hold: boolean;
      created_at: string;
    };
    Targeting: {
      countries: {
        allow: string[];
        deny: string[];
      };
      devices: {
        allow: string[];
        deny: string[];
      };
      os: {
        allow: string[];
        deny: string[];
      };
    };
    TrafficRule: {
      id: number;
      campaign_id: number | null;
      affiliate_id: number | null;
      field: string | "country" | "asn" | "referrer";
      /** @enum {string} */
      op: "equals" | "contains" | "starts_with" | "in";
      values: string[];
      /** @enum {string} */
      action: "block" | "fallback" | "flag";
      reason: string | null;
      paused: boolean;
      created_at: string;
    };
    Cap: {
      id: number;
      campaign_id: number;
      affiliate_id: number | null;
      goal_key: string | null;
      sub_name: string | null;
      sub_value: string | null;
      /** @enum {string} */
      metric: "clicks" | "conversions" | "revenue" | "payout";
      /** @enum {string} */
      period: "day" | "month" | "total";
      limit: string;
      /** @enum {string} */
      over: "fallback" | "unpaid" | "accept";
      /** @description A decimal text for money, else a whole number. */
      used: string | number;
      /** @description A decimal text for money, else a whole number. */
      counted: string | number;
      /** @description A decimal text for money, else a whole number. */
      over_limit: string | number;
      /** @description A decimal text for money, else a whole number. */
      left: string | number;
      /** @description Null unless it counts money. */
      currency: string | null;
      timezone: string;
      began_at: string | null;
      resets_at: string | null;
      created_at: string;
    };
    MoneyRule:
      | {
          /** @constant */
          type: "fixed";
          amount: string;
        }
      | {
          /** @constant */
          type: "percent";
          percent: string;
        }
      | {
          /** @constant */
          type: "percent_of_revenue";
          percent: string;
        }
      | {
          /** @constant */
          type: "fixed_plus_percent";
          amount: string;
          percent: string;
        }
      | {
          /** @constant */
          type: "as_sent";
        }
      | {
          /** @constant */
          type: "none";
        };
    PayoutTiers: {
      /** @enum {string} */
      by: "count" | "volume";
      /** @enum {string} */
      period: "day" | "month" | "total";
      steps: {
        from: string;
        payout:
          | {
              /** @constant */
              type: "fixed";
              amount: string;
            }
          | {
              /** @constant */
              type: "percent";
              percent: string;
            }
          | {
              /** @constant */
              type: "percent_of_revenue";
              percent: string;
            }
          | {
              /** @constant */
              type: "fixed_plus_percent";
              amount: string;
              percent: string;
            }
          | {
              /** @constant */
              type: "as_sent";
            }
          | {
              /** @constant */
              type: "none";
            };
      }[];
    };
    Effective: {
      campaign_id: number;
      affiliate_id: number | null;
      at: string;
      /** @enum {string} */
      status: "draft" | "active" | "paused" | "archived";
      /** @description Whether a click would be sent to the destination. */
      runs: boolean;
      /** @enum {string} */
      visibility: "public" | "request" | "private";
      affiliate_status: ("pending" | "active" | "paused" | "blocked") | null;
      approval: {
        needed: boolean;
        status: ("applied" | "approved" | "refused" | "blocked") | null;
      };
      targeting: components["schemas"]["Targeting"];
      traffic_rules: components["schemas"]["TrafficRule"][];
      caps: components["schemas"]["Cap"][];
      destinations: {
        /** @description Null for the campaign's own address. */
        id: number | null;
        url: string;
        weight: number;
        name: string | null;
      }[];
      fallback_url: string | null;
      click_param: string;
      pass_query: boolean;
      deep_link_hosts: string[];
      timezone: string;
      currency: string;
      allow_payout_above_revenue: boolean;
      payout_currency: string;
      goals: {
        key: string;
        name: string;
        default: boolean;
        /** @enum {string} */
        dedupe: "order" | "click" | "every";
        /** @enum {string} */
        default_status: "approved" | "pending";
        lookback_days: number | null;
        after: string | null;
        max_per_click: number | null;
        /** @enum {string} */
        fixed_on_refund: "keep" | "prorate";
        auto_approve_days: number | null;
        hold_days: number;
        revenue: components["schemas"]["MoneyRule"];
        payout: components["schemas"]["MoneyRule"];
        /** @description Counts its prices; a conversion keeps the version it was priced by. */
        rule_version: number;
        price: {
          /** @description Null if the goal's own price applies. */
          goal_payout_id: number | null;
          rule_version: number;
          revenue: components["schemas"]["MoneyRule"];
          payout: components["schemas"]["MoneyRule"];
          tiers: components["schemas"]["PayoutTiers"] | null;
        };
      }[];
    };
    Destination: {
      id: number;
      campaign_id: number;
      url: string;
      weight: number;
      name: string | null;
      paused: boolean;
      affiliate_id: number | null;
      created_at: string;
      notes?: string[];
    };
    Approval: {
      campaign_id: number;
      affiliate_id: number;
      /** @enum {string} */
      status: "applied" | "approved" | "refused" | "blocked";
      reason: string | null;
      accepted_terms_version: string | null;
      created_at: string;
      updated_at: string;
    };
    GoalPayout: {
      id: number;
      campaign_id: number;
      goal_key: string;
      /** @description Null: for all affiliates. */
      affiliate_id: number | null;
      /** @description Null: the goal's own price. */
      revenue: components["schemas"]["MoneyRule"] | null;
      /** @description Null: the goal's own price. */
      payout: components["schemas"]["MoneyRule"] | null;
      tiers: components["schemas"]["PayoutTiers"] | null;
      /** @description Null: since ever. */
      valid_from: string | null;
      /** @description Null: until changed. */
      valid_to: string | null;
      created_at: string;
    };
    ClickPrice: {
      id: number;
      campaign_id: number;
      /** @description Null: for all affiliates. */
      affiliate_id: number | null;
      /**
       * @description For each click (`cpc`) or for a thousand (`cpm`).
       * @enum {string}
       */
      model: "cpc" | "cpm";
      /** @enum {string} */
      counts: "unique" | "all";
      created_at: string;
      revenue: string;
      payout: string;
      currency: string;
      /** @description Null: since ever. */
      valid_from: string | null;
      /** @description Null: until changed. */
      valid_to: string | null;
    };
    TargetingRules: {
      countries?: {
        allow?: string[];
        deny?: string[];
      };
      devices?: {
        allow?: ("desktop" | "mobile" | "tablet" | "tv" | "bot" | "other")[];
        deny?: ("desktop" | "mobile" | "tablet" | "tv" | "bot" | "other")[];
      };
      os?: {
        allow?: (
          | "windows"
          | "macos"
          | "ios"
          | "android"
          | "linux"
          | "chromeos"
          | "other"
        )[];
        deny?: (
          | "windows"
          | "macos"
          | "ios"
          | "android"
          | "linux"
          | "chromeos"
          | "other"
        )[];
      };
    };
    Goal: {
      key: string;
      name: string;
      default: boolean;
      /** @enum {string} */
      dedupe: "order" | "click" | "every";
      /** @enum {string} */
      default_status: "approved" | "pending";
      lookback_days: number | null;
      after: string | null;
      max_per_click: number | null;
      /** @enum {string} */
      fixed_on_refund: "keep" | "prorate";
      auto_approve_days: number | null;
      hold_days: number;
      revenue: components["schemas"]["MoneyRule"];
      payout: components["schemas"]["MoneyRule"];
      /** @description Counts its prices; a conversion keeps the version it was priced by. */
      rule_version: number;
    };
    Campaign: {
      id: number;
      advertiser_id: number;
      name: string;
      external_id: string | null;
      destination_url: string;
      click_param: string;
      /** @enum {string} */
      status: "draft" | "active" | "paused" | "archived";
      starts_at: string | null;
      ends_at: string | null;
      lookback_days: number;
      backfill_days: number;
      min_seconds_to_convert: number;
      fallback_url: string | null;
      timezone: string | null;
      /** @enum {string} */
      visibility: "public" | "request" | "private";
      pass_query: boolean;
      deep_link_hosts: string[];
      description: string | null;
      terms: string | null;
      /** @enum {string} */
      over_cap: "reject" | "pending" | "unpaid" | "accept";
      allow_payout_above_revenue: boolean;
      payout_currency: string | null;
      fx_spread_percent: string;
      currency: string;
      targeting: components["schemas"]["TargetingRules"];
      created_at: string;
      /** @description False if it has destinations of its own. */
      destination_url_used: boolean;
      goals?: components["schemas"]["Goal"][];
      notes?: string[];
    };
    Link: {
      id: number;
      slug: string;
      external_id: string | null;
      /** @description Null for a smart link. */
      campaign_id: number | null;
      affiliate_id: number;
      subs: {
        [key: string]: string;
      };
      fallback_url: string | null;
      paused: boolean;
      archived: boolean;
      kind: string;
      deep_link: string | null;
      param_names: {
        [key: string]: string;
      };
      created_at: string;
      smart:
        | {
            campaign_id: number;
            weight: number;
            rules: {
              countries?: string[];
              devices?: (
                "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
              )[];
              os?: (
                | "windows"
                | "macos"
                | "ios"
                | "android"
                | "linux"
                | "chromeos"
                | "other"
              )[];
            };
            link_id: number;
          }[]
        | null;
      url: string;
    };
    /** @enum {string} */
    ClickVerdict:
      | "sent"
      | "paused"
      | "not_started"
      | "ended"
      | "capped"
      | "geo"
      | "device"
      | "os"
      | "source_blocked"
      | "affiliate_blocked"
      | "not_approved";
    Click: {
      click_id: string;
      clicked_at: string;
      campaign_id: number;
      link_id: number;
      affiliate_id: number;
      /** @description The visitor's autonomous system. */
      asn: number | null;
      /** @description Whether its conversions are paid for. */
      pays: boolean;
      verdict: components["schemas"]["ClickVerdict"];
      country: string | null;
      ip: string | null;
      referrer: string | null;
      source: string | null;
      /** @description The affiliate's own click id. */
      click_ref: string | null;
      sub1: string | null;
      sub2: string | null;
      sub3: string | null;
      sub4: string | null;
      sub5: string | null;
      sub6: string | null;
      sub7: string | null;
      sub8: string | null;
      sub9: string | null;
      sub10: string | null;
      params: {
        [key: string]: string;
      } | null;
      flags: string[];
      /** @description What it is, such as `bot`, `repeat` or `test`. */
      marks: string[];
      user_agent: string | null;
      device: string | null;
      os: string | null;
      browser: string | null;
    };
    ClickSummary: {
      /** @enum {string} */
      group_by:
        "verdict" | "code" | "source" | "campaign" | "affiliate" | "day";
      from: string;
      to: string;
      total: number;
      /** @description `count`, and the count of each outcome. */
      totals: {
        [key: string]: number;
      };
      data: {
        key: (string | number) | null;
        verdict?: (string | number) | null;
        code?: (string | number) | null;
        source?: (string | number) | null;
        campaign?: (string | number) | null;
        affiliate?: (string | number) | null;
        day?: (string | number) | null;
        count: number;
        /** @description The latest of them. */
        example_ids: string[];
        /** @description Part of the total, from 0 to 1. */
        share: number;
        last_at: string;
      }[];
    };
    ClickWithConversions:
      | {
          click_id: string;
          clicked_at: string;
          campaign_id: number;
          link_id: number;
          affiliate_id: number;
          /** @description The visitor's autonomous system. */
          asn: number | null;
          /** @description Whether its conversions are paid for. */
          pays: boolean;
          verdict: components["schemas"]["ClickVerdict"];
          country: string | null;
          ip: string | null;
          referrer: string | null;
          source: string | null;
          /** @description The affiliate's own click id. */
          click_ref: string | null;
          sub1: string | null;
          sub2: string | null;
          sub3: string | null;
          sub4: string | null;
          sub5: string | null;
          sub6: string | null;
          sub7: string | null;
          sub8: string | null;
          sub9: string | null;
          sub10: string | null;
          params: {
            [key: string]: string;
          } | null;
          flags: string[];
          /** @description What it is, such as `bot`, `repeat` or `test`. */
          marks: string[];
          user_agent: string | null;
          device: string | null;
          os: string | null;
          browser: string | null;
          stored: boolean;
        }
      | {
          click_id: string;
          stored: boolean;
          clicked_at: string;
          link_id: number;
          campaign_id: number | null;
          affiliate_id: number | null;
          /** @description Whether its conversions are paid for. */
          pays: boolean;
          /** @description What it is, such as `bot`, `repeat` or `test`. */
          marks: string[];
        };
    MadeClick: {
      click_id: string;
      /** @description Where the visitor is sent. */
      url: string | null;
      verdict: components["schemas"]["ClickVerdict"];
      reason: string | null;
    };
    TriedClick: {
      verdict: components["schemas"]["ClickVerdict"];
      reason: string | null;
      destination: string | null;
      campaign_id: number;
      affiliate_id: number;
      link_id: number;
      smart_link_id: number | null;
      destination_id: number | null;
      deep_link: string | null;
      /** @description Whether its conversions are paid for. */
      pays: boolean;
      flags: string[];
      labels: {
        [key: string]: string;
      };
      params: {
        [key: string]: string;
      };
      visitor: {
        country: string | null;
        asn: number | null;
        device: string;
        os: string;
        os_version?: string | null;
        browser: string;
        is_bot: boolean;
      };
      steps: {
        step: string;
        campaign_id: number;
        found: string;
        ok: boolean;
      }[];
    };
    AffiliateBalance: {
      as_of: string;
      data: {
        currency: string;
        /** @description Approved, and payable from a day on. */
        on_hold: {
          until: string;
          amount: string;
          /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
          exact?: {
            amount?: string;
          };
        }[];
        /** @description Not approved yet. */
        pending: string;
        /** @description What the next payment run can pay, rounded down. */
        payable: string;
        /** @description In payments not settled yet. */
        in_payments: string;
        paid: string;
        /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
        exact?: {
          pending?: string;
          payable?: string;
          in_payments?: string;
          paid?: string;
        };
        next_run: string | null;
      }[];
      next_cursor: null;
    };
    AffiliateEntry: {
      id: string;
      booked_at: string;
      /** @description What was booked, such as `record`, `approve` or `payment`. */
      kind: string;
      campaign_id: number | null;
      conversion_id: string | null;
      /** @description What an entry without a conversion is about. */
      subject_id: string | null;
      version: number;
      currency: string;
      pending: string;
      amount: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        pending?: string;
        amount?: string;
      };
      /** @description The figure of the balance that it counts towards. */
      figure:
        ("pending" | "on_hold" | "payable" | "in_payments" | "paid") | null;
      payable_from: string | null;
      payment_id: string | null;
      postback_id: string | null;
      /** @description The entry that it corrects. */
      origin_id: string | null;
      reason: string | null;
    };
    AffiliateEntryWithHistory: {
      id: string;
      booked_at: string;
      /** @description What was booked, such as `record`, `approve` or `payment`. */
      kind: string;
      campaign_id: number | null;
      conversion_id: string | null;
      /** @description What an entry without a conversion is about. */
      subject_id: string | null;
      version: number;
      currency: string;
      pending: string;
      amount: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        pending?: string;
        amount?: string;
      };
      /** @description The figure of the balance that it counts towards. */
      figure:
        ("pending" | "on_hold" | "payable" | "in_payments" | "paid") | null;
      payable_from: string | null;
      payment_id: string | null;
      postback_id: string | null;
      /** @description The entry that it corrects. */
      origin_id: string | null;
      reason: string | null;
      history: {
        version: number;
        kind: string;
        status: string;
        reason: string | null;
        postback_id: string | null;
        origin: string | null;
        changed_at: string;
        payout: string;
        /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
        exact?: {
          payout?: string;
        };
      }[];
    };
    AccountBalances: {
      as_of: string;
      data: {
        currency: string;
        receivable_pending: string;
        /** @description What the advertiser owes. */
        receivable: string;
        payable_pending: string;
        /** @description What the affiliate is owed, as a credit. */
        payable: string;
        margin_pending: string;
        margin: string;
        cash: string;
        /** @description Differences absorbed by a reconciliation. */
        variance: string;
        /** @description Counterpart of a sum owed in another currency. */
        fx: string;
      }[];
      next_cursor: null;
    };
    LedgerEntry: {
      id: string;
      booked_at: string;
      /** @description What was booked, such as `record`, `approve` or `payment`. */
      kind: string;
      campaign_id: number | null;
      conversion_id: string | null;
      /** @description What an entry without a conversion is about: a payment, an invoice, or itself. */
      subject_id: string | null;
      version: number;
      postback_id: string | null;
      affiliate_id: number | null;
      advertiser_id: number | null;
      currency: string;
      receivable_pending: string;
      /** @description What the advertiser owes. */
      receivable: string;
      payable_pending: string;
      /** @description What the affiliate is owed, as a credit. */
      payable: string;
      margin_pending: string;
      margin: string;
      cash: string;
      /** @description Differences absorbed by a reconciliation. */
      variance: string;
      /** @description Counterpart of a sum owed in another currency. */
      fx: string;
      payable_from: string | null;
      /** @description The exchange rate used. */
      rate_id: number | null;
      /** @description The version of the goal's prices. */
      rule_version: number | null;
      goal_payout_id: number | null;
      tier_step: number | null;
      /** @description The entry that it corrects. */
      origin_id: string | null;
      reason: string | null;
    };
    LedgerEntryWithOrigins: {
      id: string;
      booked_at: string;
      /** @description What was booked, such as `record`, `approve` or `payment`. */
      kind: string;
      campaign_id: number | null;
      conversion_id: string | null;
      /** @description What an entry without a conversion is about: a payment, an invoice, or itself. */
      subject_id: string | null;
      version: number;
      postback_id: string | null;
      affiliate_id: number | null;
      advertiser_id: number | null;
      currency: string;
      receivable_pending: string;
      /** @description What the advertiser owes. */
      receivable: string;
      payable_pending: string;
      /** @description What the affiliate is owed, as a credit. */
      payable: string;
      margin_pending: string;
      margin: string;
      cash: string;
      /** @description Differences absorbed by a reconciliation. */
      variance: string;
      /** @description Counterpart of a sum owed in another currency. */
      fx: string;
      payable_from: string | null;
      /** @description The exchange rate used. */
      rate_id: number | null;
      /** @description The version of the goal's prices. */
      rule_version: number | null;
      goal_payout_id: number | null;
      tier_step: number | null;
      /** @description The entry that it corrects. */
      origin_id: string | null;
      reason: string | null;
      payment_id: string | null;
      released_at: string | null;
      corrected_by: string[];
      /** @description Its link in the hash chain; null until it is chained. */
      chain_link: number | null;
      postback_ids: string[];
    };
    LedgerCheck: {
      ok: boolean;
      entries: number;
      links: number;
      unchained: number;
      conversions: number;
      difference: {
        [key: string]: unknown;
      } | null;
    };
    ReleasedHold: {
      entry_id: string;
      released_at: string;
      entry_ids: string[];
    };
    Period: {
      month: string;
      locked_at: string;
      locked_by: string;
      reason: string | null;
    };
    FxRate: {
      date: string;
      base: string;
      version: number;
      source: string;
      rates: {
        [key: string]: string;
      };
    };
    FxRates: {
      data: {
        date: string;
        base: string;
        version: number;
        added: string[];
        changed: string[];
      }[];
      /** @description Waiting conversions that it priced. */
      priced: number;
    };
    ClickDay: {
      day: string;
      affiliate_id: number;
      version: number;
      clicks: number;
      currency: string;
      revenue: string;
      payout: string;
      /** @description The payout in the currency that it is owed in, if another. */
      owed: string | null;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        revenue?: string;
        payout?: string;
        owed?: string;
      };
      owed_currency: string | null;
      /** @description The `subject_id` of its ledger entries. */
      subject_id: string;
      booked_at: string;
    };
    /** @enum {string} */
    PaymentState: "draft" | "closed" | "paid" | "failed" | "void";
    Payment: {
      id: string;
      run_id: string;
      affiliate_id: number;
      currency: string;
      state: components["schemas"]["PaymentState"];
      amount: string;
      entries_sum: string;
      /** @description What is below the minor unit; it stays in the balance. */
      rest: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        amount?: string;
        entries_sum?: string;
        rest?: string;
      };
      entries_count: number;
      entries_hash: string | null;
      method: string | null;
      reference: string | null;
      reason: string | null;
      created_at: string;
      closed_at: string | null;
      settled_at: string | null;
    };
    SettledEntry: {
      entry_id: string;
      booked_at: string;
      kind: string;
      amount: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        amount?: string;
      };
      reason: string | null;
      conversion_id: string | null;
      version: number | null;
      campaign_id: number | null;
      campaign: string | null;
      goal: string | null;
      order_id: string | null;
      postbacks: {
        id: string;
        received_at: string;
        outcome: string;
      }[];
    };
    PaymentWithEntries: {
      id: string;
      run_id: string;
      affiliate_id: number;
      currency: string;
      state: components["schemas"]["PaymentState"];
      amount: string;
      entries_sum: string;
      /** @description What is below the minor unit; it stays in the balance. */
      rest: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        amount?: string;
        entries_sum?: string;
        rest?: string;
      };
      entries_count: number;
      entries_hash: string | null;
      method: string | null;
      reference: string | null;
      reason: string | null;
      created_at: string;
      closed_at: string | null;
      settled_at: string | null;
      affiliate_name: string;
      entries: components["schemas"]["SettledEntry"][];
      /** @description Pass it as `cursor` to get the next page; null on the last. */
      next_cursor: string | null;
    };
    PaymentRun: {
      id: string;
      up_to: string;
      only_collected: boolean;
      created_at: string;
      created_by: string;
      currency: string;
      min_amount: string | null;
      schedule: string | null;
      totals: {
        state: components["schemas"]["PaymentState"];
        count: number;
        amount: string;
        /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
        exact?: {
          amount?: string;
        };
      }[];
    };
    PaymentRunResult: {
      id: string;
      up_to: string;
      only_collected: boolean;
      created_at: string;
      created_by: string;
      currency: string;
      min_amount: string | null;
      schedule: string | null;
      payments_count: number;
      amount: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        amount?: string;
      };
      carried_count: number;
      payments: components["schemas"]["Payment"][];
      /** @description Affiliates that it doesn't pay now, and why. */
      carried: {
        affiliate_id: number;
        balance: string;
        /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
        exact?: {
          balance?: string;
        };
        /** @enum {string} */
        reason: "below_minimum" | "blocked" | "not_positive" | "payment_hold";
      }[];
      dry_run: boolean;
    };
    PaymentOutcome: {
      data: (
        | {
            id: string;
            /** @constant */
            ok: true;
            payment: components["schemas"]["Payment"];
          }
        | {
            id: string;
            /** @constant */
            ok: false;
            code: string;
            detail: string;
          }
      )[];
      done: number;
      refused: number;
    };
    PaymentDetails: {
      affiliate_id: number;
      details: {
        [key: string]: string;
      };
      updated_at: string;
    };
    /** @enum {string} */
    InvoiceState: "open" | "paid" | "void";
    Invoice: {
      id: string;
      number: number;
      advertiser_id: number;
      currency: string;
      from: string;
      /** @description The end of its period, not included. */
      to: string;
      timezone: string;
      state: components["schemas"]["InvoiceState"];
      amount: string;
      received: string;
      open: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        amount?: string;
        received?: string;
        open?: string;
      };
      entries_count: number;
      due_at: string;
      /** @description Days since it was due. */
      ageing: ("current" | "1-30" | "31-60" | "61-90" | "90+") | null;
      created_at: string;
      settled_at: string | null;
      reason: string | null;
    };
    InvoiceWithLines: {
      id: string;
      number: number;
      advertiser_id: number;
      currency: string;
      from: string;
      /** @description The end of its period, not included. */
      to: string;
      timezone: string;
      state: components["schemas"]["InvoiceState"];
      amount: string;
      received: string;
      open: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        amount?: string;
        received?: string;
        open?: string;
      };
      entries_count: number;
      due_at: string;
      /** @description Days since it was due. */
      ageing: ("current" | "1-30" | "31-60" | "61-90" | "90+") | null;
      created_at: string;
      settled_at: string | null;
      reason: string | null;
      advertiser_name: string;
      receipts: {
        id: string;
        amount: string;
        /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
        exact?: {
          amount?: string;
        };
        date: string;
        reference: string;
        created_at: string;
      }[];
      entries: components["schemas"]["SettledEntry"][];
      /** @description Pass it as `cursor` to get the next page; null on the last. */
      next_cursor: string | null;
    };
    /** @enum {string} */
    ConversionStatus: "pending" | "approved" | "rejected" | "reversed";
    Conversion: {
      campaign_id: number;
      id: string;
      goal_key: string;
      version: number;
      status: components["schemas"]["ConversionStatus"];
      reason: string | null;
      /** @description Null for a conversion made by hand without a click. */
      click_id: string | null;
      link_id: number;
      affiliate_id: number;
      advertiser_id: number;
      order_id: string | null;
      customer_id: string | null;
      currency: string;
      /** @description The amount of the sale. */
      amount: string | null;
      /** @description What the advertiser owes. */
      revenue: string;
      /** @description What the affiliate is owed. */
      payout: string;
      refunded: string;
      /** @description The amount as it was sent, in `sent_currency`; null if that is `currency`. */
      sent_amount: string | null;
      /** @description The payout in `owed_currency`; null if it is owed in `currency`. */
      owed: string | null;
      owed_spread: string | null;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        amount?: string;
        revenue?: string;
        payout?: string;
        refunded?: string;
        sent_amount?: string;
        owed?: string;
        owed_spread?: string;
      };
      sent_currency: string | null;
      rate_id: number | null;
      goal_payout_id: number | null;
      tier_step: number | null;
      owed_currency: string | null;
      owed_rate_id: number | null;
      approved_at: string | null;
      payable_from: string | null;
      auto_approve_at: string | null;
      /** @description The version of the goal's prices. */
      rule_version: number;
      source_id: number | null;
      proof: string;
      /** @description The advertiser's own values. */
      adv: {
        [key: string]: string;
      } | null;
      flags: string[];
      recorded_at: string;
      updated_at: string;
      /** @description The status that it gets once there is an exchange rate. */
      held_status: ("approved" | "pending") | null;
      clicked_at: string;
      occurred_at: string | null;
    };
    ConversionPostback: {
      id: string;
      received_at: string;
      method: string;
      url: string;
      ip: string | null;
      advertiser_id: number | null;
      affiliate_id: number | null;
      source_id: number | null;
      http_status: number;
      outcome: string;
      detail: string | null;
      conversion_id: string | null;
      order_id: string | null;
      goal_key: string | null;
      judged_at: string | null;
      /** @description Its earlier verdicts. */
      earlier: {
        http_status: number;
        outcome: string;
        detail: string | null;
        conversion_id: string | null;
        judged_at: string;
      }[];
      /** @description Why its raw request is kept in part only. */
      cut: ("age" | "size") | null;
      campaign_id: number | null;
      click_id: string | null;
    };
    ConversionWithHistory: {
      campaign_id: number;
      id: string;
      goal_key: string;
      version: number;
      status: components["schemas"]["ConversionStatus"];
      reason: string | null;
      /** @description Null for a conversion made by hand without a click. */
      click_id: string | null;
      link_id: number;
      affiliate_id: number;
      advertiser_id: number;
      order_id: string | null;
      customer_id: string | null;
      currency: string;
      /** @description The amount of the sale. */
      amount: string | null;
      /** @description What the advertiser owes. */
      revenue: string;
      /** @description What the affiliate is owed. */
      payout: string;
      refunded: string;
      /** @description The amount as it was sent, in `sent_currency`; null if that is `currency`. */
      sent_amount: string | null;
      /** @description The payout in `owed_currency`; null if it is owed in `currency`. */
      owed: string | null;
      owed_spread: string | null;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        amount?: string;
        revenue?: string;
        payout?: string;
        refunded?: string;
        sent_amount?: string;
        owed?: string;
        owed_spread?: string;
      };
      sent_currency: string | null;
      rate_id: number | null;
      goal_payout_id: number | null;
      tier_step: number | null;
      owed_currency: string | null;
      owed_rate_id: number | null;
      approved_at: string | null;
      payable_from: string | null;
      auto_approve_at: string | null;
      /** @description The version of the goal's prices. */
      rule_version: number;
      source_id: number | null;
      proof: string;
      /** @description The advertiser's own values. */
      adv: {
        [key: string]: string;
      } | null;
      flags: string[];
      recorded_at: string;
      updated_at: string;
      /** @description The status that it gets once there is an exchange rate. */
      held_status: ("approved" | "pending") | null;
      clicked_at: string;
      occurred_at: string | null;
      history: {
        version: number;
        changed_at: string;
        kind: string;
        status: components["schemas"]["ConversionStatus"];
        reason: string | null;
        raw_status: string | null;
        amount: string | null;
        revenue: string;
        payout: string;
        /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
        exact?: {
          amount?: string;
          revenue?: string;
          payout?: string;
        };
        postback_id: string | null;
        origin: string | null;
        made_by: string | null;
        why: string | null;
      }[];
      postbacks: components["schemas"]["ConversionPostback"][];
    };
    ConversionPosition: {
      version: number;
      status: components["schemas"]["ConversionStatus"];
      reason: string | null;
      currency: string;
      amount: string | null;
      refunded: string;
      revenue: string;
      payout: string;
      /** @description The payout in `owed_currency`; null if it is owed in `currency`. */
      owed: string | null;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        amount?: string;
        refunded?: string;
        revenue?: string;
        payout?: string;
        owed?: string;
      };
      owed_currency: string | null;
    };
    AffiliateMoney: {
      affiliate_id: number;
      currency: string;
      payout_pending: string;
      payout: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        payout_pending?: string;
        payout?: string;
      };
    };
    AdvertiserMoney: {
      advertiser_id: number;
      currency: string;
      revenue_pending: string;
      revenue: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        revenue_pending?: string;
        revenue?: string;
      };
    };
    ConversionDryRun: {
      dry_run: boolean;
      is_new: boolean;
      before: components["schemas"]["ConversionPosition"] | null;
      after: components["schemas"]["ConversionPosition"] | null;
      affiliates: components["schemas"]["AffiliateMoney"][];
      advertisers: components["schemas"]["AdvertiserMoney"][];
      deliveries: {
        count: number;
        endpoints: {
          affiliate_id: number;
          endpoint_id: number;
          status?: string;
          count: number;
        }[];
      };
    };
    BulkChange:
      | {
          dry_run: boolean;
          count: number;
          /** @description Counts by result or refusal code. */
          outcomes: {
            [key: string]: number;
          };
          affiliates: components["schemas"]["AffiliateMoney"][];
          advertisers: components["schemas"]["AdvertiserMoney"][];
          deliveries: {
            count: number;
            endpoints: {
              affiliate_id: number;
              endpoint_id: number;
              status?: string;
              count: number;
            }[];
          };
          examples: unknown[];
        }
      | {
          /** @constant */
          dry_run: false;
          count: number;
          task_id: string;
        };
    ConversionRule: {
      id: number;
      campaign_id: number | null;
      affiliate_id: number | null;
      field: string;
      op: string;
      values: string[];
      action: string;
      /** @description Shown to the affiliate. */
      reason: string | null;
      enabled: boolean;
      created_at: string;
    };
    BackfillReport: {
      judged: number;
      replayed: number;
      direct: number;
      recorded: number;
      updated: number;
      duplicate: number;
      ignored: number;
      money: {
        currency: string;
        revenue: string;
        payout: string;
        /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
        exact?: {
          revenue?: string;
          payout?: string;
        };
      }[];
      refused: {
        code: string;
        count: number;
        /** @description Some of their ids. */
        example_ids: string[];
      }[];
    };
    BackfillWindow: {
      id: number;
      advertiser_id: number;
      /** @description Null for all campaigns. */
      campaign_id: number | null;
      source_key: string | null;
      opens_at: string;
      closes_at: string;
      event_from: string;
      event_to: string;
      state: string;
      replay_done: boolean;
      created_at: string;
      report: components["schemas"]["BackfillReport"] | null;
    };
    NewEndpoint: {
      id: number;
      affiliate_id: number;
      /** @description Null for all campaigns. */
      campaign_id: number | null;
      preset: string | null;
      method: string;
      url: string;
      body: string | null;
      headers: {
        [key: string]: string;
      };
      secrets: {
        id: string;
        /** @description Its last characters. */
        masked: string | null;
        created_at: string;
      }[];
      statuses: string[];
      /** @description Keys of goals; null for all. */
      goals: string[] | null;
      also_general: boolean;
      only_final: boolean;
      success_match: string | null;
      send_zero: boolean;
      rate_per_second: number | null;
      timeout_s: number;
      /** @description How long a delivery is tried. */
      age_budget_hours: number;
      enabled: boolean;
      disabled_reason: string | null;
      created_at: string;
      health: {
        failing_since: string | null;
        failures: number;
        last_success_at: string | null;
        last_failure_at: string | null;
        last_error: string | null;
        switch_off_rule: {
          failing_hours: number;
          failures: number;
          http_status: number;
        };
        switches_off_at: string | null;
      };
      destination: {
        origin: string;
        breaker: {
          opened_at: string;
          probe_at: string;
          reason: string;
        } | null;
      };
      waiting: {
        count: number;
        is_more: boolean;
        oldest_due_at: string | null;
      };
      /** @description Shown only in this answer. */
      secret?: string;
    };
    EndpointPreset: {
      /** @enum {string} */
      preset:
        | "voluum"
        | "redtrack"
        | "bemob"
        | "keitaro"
        | "binom"
        | "everflow"
        | "tune"
        | "affise"
        | "scaleo"
        | "cake"
        | "generic";
      title: string;
      /** @description What the receiver's own account has to supply. */
      asks: {
        field: string;
        what: string;
        required: boolean;
        default?: string;
        values?: string[];
      }[];
      url: string;
      success_match: string | null;
    };
    Endpoint: {
      id: number;
      affiliate_id: number;
      /** @description Null for all campaigns. */
      campaign_id: number | null;
      preset: string | null;
      method: string;
      url: string;
      body: string | null;
      headers: {
        [key: string]: string;
      };
      secrets: {
        id: string;
        /** @description Its last characters. */
        masked: string | null;
        created_at: string;
      }[];
      statuses: string[];
      /** @description Keys of goals; null for all. */
      goals: string[] | null;
      also_general: boolean;
      only_final: boolean;
      success_match: string | null;
      send_zero: boolean;
      rate_per_second: number | null;
      timeout_s: number;
      /** @description How long a delivery is tried. */
      age_budget_hours: number;
      enabled: boolean;
      disabled_reason: string | null;
      created_at: string;
      health: {
        failing_since: string | null;
        failures: number;
        last_success_at: string | null;
        last_failure_at: string | null;
        last_error: string | null;
        switch_off_rule: {
          failing_hours: number;
          failures: number;
          http_status: number;
        };
        switches_off_at: string | null;
      };
      destination: {
        origin: string;
        breaker: {
          opened_at: string;
          probe_at: string;
          reason: string;
        } | null;
      };
      waiting: {
        count: number;
        is_more: boolean;
        oldest_due_at: string | null;
      };
    };
    NewEndpointSecret: {
      id: string;
      /** @description Its last characters. */
      masked: string | null;
      created_at: string;
      /** @description Shown only in this answer. */
      secret: string;
    };
    EndpointTest: {
      /** @description Whether the receiver took it. */
      heard: boolean;
      reason: string | null;
      request: {
        /** @enum {string} */
        method: "GET" | "POST";
        url: string;
        headers: {
          [key: string]: string;
        };
        body: string | null;
      };
      response: {
        http_status: number;
        headers: {
          [key: string]: string;
        };
        body: string;
      } | null;
      remote_address: string | null;
      error: string | null;
      lookup_ms: number | null;
      first_byte_ms: number | null;
      duration_ms: number;
    };
    /** @enum {string} */
    DeliveryState:
      | "due"
      | "sending"
      | "parked"
      | "delivered"
      | "expired"
      | "superseded"
      | "cancelled";
    Delivery: {
      id: string;
      endpoint_id: number;
      campaign_id: number;
      affiliate_id: number;
      conversion_id: string;
      /** @description The version of the conversion. */
      version: number;
      /** @description The conversion's status then. */
      status: string;
      currency: string;
      state: components["schemas"]["DeliveryState"];
      reason: string | null;
      attempts: number;
      created_at: string;
      expires_at: string;
      settled_at: string | null;
      /** @description When it is tried next. */
      due_at: string | null;
      payout: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        payout?: string;
      };
    };
    DeliveryWithAttempts: {
      id: string;
      endpoint_id: number;
      campaign_id: number;
      affiliate_id: number;
      conversion_id: string;
      /** @description The version of the conversion. */
      version: number;
      /** @description The conversion's status then. */
      status: string;
      currency: string;
      state: components["schemas"]["DeliveryState"];
      reason: string | null;
      attempts: number;
      created_at: string;
      expires_at: string;
      settled_at: string | null;
      /** @description When it is tried next. */
      due_at: string | null;
      payout: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        payout?: string;
      };
      tries: {
        attempt: number;
        started_at: string;
        lookup_ms: number | null;
        first_byte_ms: number | null;
        duration_ms: number;
        method: string;
        url: string;
        headers: {
          [key: string]: string;
        };
        body: string | null;
        remote_address: string | null;
        http_status: number | null;
        response_headers: {
          [key: string]: string;
        } | null;
        error: string | null;
        succeeded: boolean;
        response_body: string | null;
      }[];
    };
    DeliveryReplay:
      | {
          /** @constant */
          dry_run: true;
          count: number;
          money: {
            currency: string;
            amount: string;
            /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
            exact?: {
              amount?: string;
            };
            count: number;
          }[];
          oldest_at: string | null;
          oldest_age_s: number | null;
          /** @description Not sent again, since a later version was sent. */
          outdated: number;
          per_second: number;
        }
      | {
          /** @constant */
          dry_run: false;
          count: number;
          money: {
            currency: string;
            amount: string;
            /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
            exact?: {
              amount?: string;
            };
            count: number;
          }[];
          oldest_at: string | null;
          oldest_age_s: number | null;
          /** @description Not sent again, since a later version was sent. */
          outdated: number;
          per_second: number;
          task_id: string;
        }
      | {
          /** @constant */
          dry_run: false;
          count: number;
          money: {
            currency: string;
            amount: string;
            /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
            exact?: {
              amount?: string;
            };
            count: number;
          }[];
          oldest_at: string | null;
          oldest_age_s: number | null;
          /** @description Not sent again, since a later version was sent. */
          outdated: number;
          per_second: number;
          queued: number;
          next_cursor: {
            due_at: string;
            after_id: string | null;
            up_to_id: string;
          } | null;
        };
    Source: {
      id: number;
      advertiser_id: number;
      name: string;
      /** @description The part of its address that names it. */
      key: string;
      /** @description The platform that it is set up for. */
      preset: string | null;
      /** @description Our names to the sender's. */
      mapping: {
        [key: string]: string[];
      };
      /** @description The sender's names of goals to ours. */
      goal_map: {
        [key: string]: string;
      };
      /** @enum {string} */
      require: "none" | "token" | "signature";
      allow_ips: string[];
      enforce: boolean;
      drift_seconds: number;
      timezone: string;
      currency: string | null;
      amount_unit: string;
      decimal_comma: boolean;
      amount_updates: boolean;
      /** @description Whether a reversal's amount is what was refunded, or what remains. */
      reversal_amount: ("refunded" | "remaining") | null;
      reinstate: boolean;
      answer:
        | (
            | "problem"
            | "always_200"
            | "tune"
            | "affise"
            | "post_affiliate_pro"
            | "scaleo"
            | "keitaro"
            | "everflow"
            | "prosper202"
            | "impact"
            | "dub"
          )
        | null;
      rate_per_second: number | null;
      default: boolean;
      /** @description The sender's words to our states. */
      status_map: {
        [key: string]:
          | ("approved" | "ignore" | "pending" | "rejected" | "reversed")
          | {
              goal?: string;
              /** @enum {string} */
              mode?: "add" | "change" | "upsert";
              /** @enum {string} */
              status:
                "approved" | "ignore" | "pending" | "rejected" | "reversed";
            };
      };
      secrets: {
        id: string;
        /** @description Its last characters. */
        masked: string | null;
        created_at: string;
      }[];
      token: {
        id: string;
        /** @description Its last characters. */
        masked: string | null;
        created_at: string;
      } | null;
      created_at: string;
      url: string;
      /** @description What applies after its preset. */
      in_force: {
        /** @enum {string} */
        amount_unit: "major" | "minor";
        decimal_comma: boolean;
        /** @description Whether a reversal's amount is what was refunded, or what remains. */
        reversal_amount: ("refunded" | "remaining") | null;
        /** @enum {string} */
        answer:
          | "problem"
          | "always_200"
          | "tune"
          | "affise"
          | "post_affiliate_pro"
          | "scaleo"
          | "keitaro"
          | "everflow"
          | "prosper202"
          | "impact"
          | "dub";
      };
      warnings: {
        field: string;
        message: string;
      }[];
    };
    NewSourceSecret: {
      id: string;
      /** @description Its last characters. */
      masked: string | null;
      created_at: string;
      /** @description Shown only in this answer. */
      secret: string;
    };
    SourceWithToken: {
      id: string;
      /** @description Its last characters. */
      masked: string | null;
      created_at: string;
      /** @description Shown only in this answer. */
      token: string;
    };
    SourceSheet: {
      source: string;
      url: string;
      /** @constant */
      method: "GET or POST";
      names: {
        ours: string;
        send_as: string;
        required: boolean;
        note: string;
      }[];
      goals: {
        campaign_id: number;
        campaign: string;
        key: string;
        name: string;
        default: boolean;
        send_as: string[];
      }[];
      status_words: {
        [key: string]: string[];
      };
      amount: {
        /** @enum {string} */
        unit: "major" | "minor";
        /** @enum {string} */
        decimal: "," | ".";
        example: string;
      };
      currency: string | null;
      timezone: string;
      proof: {
        require: string;
        how: string;
      };
      examples: {
        get: string;
        curl: string;
        webhook?: string;
      };
    };
    SourceHealth: {
      /** @description 0: without a source. */
      source_id: number;
      last_seen: string | null;
      last_24h: {
        total: number;
        outcomes: {
          [key: string]: number;
        };
        /** @description From 0 to 1. */
        success_share: number | null;
      };
      last_7d: {
        total: number;
        outcomes: {
          [key: string]: number;
        };
        /** @description From 0 to 1. */
        success_share: number | null;
      };
      refusals: {
        code: string;
        count: number;
        last_at: string;
        last_id: string;
      }[];
      /** @description What it sends and nobody has mapped. */
      unmapped: {
        /** @enum {string} */
        kind: "goal" | "parameter" | "status";
        word: string;
        count: number;
        last_at: string;
        last_id: string;
      }[];
    };
    Postback: {
      id: string;
      received_at: string;
      method: string;
      url: string;
      ip: string | null;
      advertiser_id: number | null;
      affiliate_id: number | null;
      source_id: number | null;
      http_status: number;
      outcome: string;
      detail: string | null;
      conversion_id: string | null;
      order_id: string | null;
      goal_key: string | null;
      judged_at: string | null;
      /** @description Its earlier verdicts. */
      earlier: {
        http_status: number;
        outcome: string;
        detail: string | null;
        conversion_id: string | null;
        judged_at: string;
      }[];
      /** @description Why its raw request is kept in part only. */
      cut: ("age" | "size") | null;
      campaign_id: number | null;
      click_id: string | null;
      customer: {
        country: string | null;
        ip: string | null;
        is_data_centre: boolean;
        labels: {
          [key: string]: string;
        };
      } | null;
    };
    PostbackSummary: {
      /** @enum {string} */
      group_by:
        | "code"
        | "verdict"
        | "source"
        | "advertiser"
        | "campaign"
        | "affiliate"
        | "goal"
        | "goal_key"
        | "day";
      from: string;
      to: string;
      total: number;
      /** @description `count`, and the count of each outcome. */
      totals: {
        [key: string]: number;
      };
      data: {
        key: (string | number) | null;
        code?: (string | number) | null;
        verdict?: (string | number) | null;
        source?: (string | number) | null;
        advertiser?: (string | number) | null;
        campaign?: (string | number) | null;
        affiliate?: (string | number) | null;
        goal?: (string | number) | null;
        goal_key?: (string | number) | null;
        day?: (string | number) | null;
        count: number;
        /** @description The latest of them. */
        example_ids: string[];
        /** @description Part of the total, from 0 to 1. */
        share: number;
        last_at: string;
      }[];
      /**
       * @description Whether each counts by its verdict on arrival, or by the present one.
       * @enum {string}
       */
      as_of: "arrival" | "now";
    };
    PostbackWithTrace: {
      id: string;
      received_at: string;
      method: string;
      url: string;
      ip: string | null;
      advertiser_id: number | null;
      affiliate_id: number | null;
      source_id: number | null;
      http_status: number;
      outcome: string;
      detail: string | null;
      conversion_id: string | null;
      order_id: string | null;
      goal_key: string | null;
      judged_at: string | null;
      /** @description Its earlier verdicts. */
      earlier: {
        http_status: number;
        outcome: string;
        detail: string | null;
        conversion_id: string | null;
        judged_at: string;
      }[];
      /** @description Why its raw request is kept in part only. */
      cut: ("age" | "size") | null;
      campaign_id: number | null;
      click_id: string | null;
      headers: {
        [key: string]: string;
      };
      body: string | null;
      answer: {
        http_status: number;
        outcome: string;
        detail: string | null;
        conversion_id: string | null;
      };
      /** @description Each check in its order; the first that isn't `ok` is the refusal. */
      trace: {
        step: string;
        looked_at?: string;
        expected?: string;
        found?: string;
        ok: boolean;
      }[];
      /** @description The request as a command. */
      curl: string | null;
    };
    PostbackReplay: {
      dry_run: boolean;
      task_id: string;
    };
    ReplayedPostback: {
      dry_run: boolean;
      count: number;
      outcomes: {
        before: string;
        after: string;
        count: number;
        /** @description Some of their ids. */
        example_ids: string[];
      }[];
      conversions: {
        made: number;
        changed: number;
        tests: number;
        examples: unknown[];
      };
      money: {
        currency: string;
        revenue: string;
        payout: string;
        /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
        exact?: {
          revenue?: string;
          payout?: string;
        };
      }[];
      affiliates: components["schemas"]["AffiliateMoney"][];
      advertisers: components["schemas"]["AdvertiserMoney"][];
      errors: {
        count: number;
        examples: {
          postback_id: string;
          detail: string;
        }[];
      };
      before?: {
        outcome: string;
        detail: string | null;
      };
      after?: {
        outcome: string;
        detail: string | null;
        http_status: number;
      };
      trace?: unknown[];
    };
    TriedPostback: {
      verdict: {
        outcome: string;
        detail: string | null;
        http_status: number;
        conversion:
          | (
              | {
                  id: string;
                }
              | {
                  /** @description Null for a new conversion. */
                  id: string | null;
                  status_before:
                    components["schemas"]["ConversionStatus"] | null;
                  status: components["schemas"]["ConversionStatus"];
                  reason: string | null;
                  currency: string;
                  amount: string | null;
                  revenue: string;
                  payout: string;
                  /** @description The payout in `owed_currency`; null if it is owed in `currency`. */
                  owed: string | null;
                  /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
                  exact?: {
                    amount?: string;
                    revenue?: string;
                    payout?: string;
                    owed?: string;
                  };
                  owed_currency: string | null;
                  flags: string[];
                }
            )
          | null;
      };
      answer: {
        http_status: number;
        content_type: string;
        body: string;
      };
      advertiser_id: number | null;
      source: {
        id: number;
        name: string;
      } | null;
      campaign_id: number | null;
      affiliate_id: number | null;
      click_id: string | null;
      order_id: string | null;
      goal: string | null;
      /** @description Each check in its order; the first that isn't `ok` is the refusal. */
      trace: {
        step: string;
        looked_at?: string;
        expected?: string;
        found?: string;
        ok: boolean;
      }[];
    };
    SourceTest: {
      ready: boolean;
      sample: string;
      test_click: {
        click_id: string;
        url: string | null;
        link_id: number;
      };
      checks: {
        /** @enum {string} */
        check:
          | "request"
          | "proof"
          | "click_id"
          | "order_id"
          | "goal"
          | "amount"
          | "currency"
          | "status"
          | "time"
          | "campaign"
          | "dedupe"
          | "mapping"
          | "answer";
        ok: boolean;
        found: string;
        todo: string | null;
      }[];
    };
    StatementMapping: {
      /** @enum {string} */
      format?: "csv" | "json" | "ndjson";
      /** @enum {string} */
      encoding?:
        "utf-8" | "utf-16le" | "utf-16be" | "windows-1251" | "windows-1252";
      delimiter?: string;
      has_header?: boolean;
      header_row?: number;
      columns?: {
        click_id?: string;
        order_id?: string;
        conversion_id?: string;
        customer_id?: string;
        goal?: string;
        campaign?: string;
        affiliate?: string;
        link?: string;
        status?: string;
        amount?: string;
        revenue?: string;
        payout?: string;
        currency?: string;
        occurred_at?: string;
        reason?: string;
      };
      time_column?: string | null;
      decimal_comma?: boolean;
      /** @enum {string} */
      date_order?: "ymd" | "dmy" | "mdy";
      status_map?: {
        [key: string]: string;
      };
      currency?: string;
      default_status?: string;
      ended?: {
        [key: string]: "rejected" | "reversed";
      };
    };
    Frame: {
      /**
       * @description Which of our amounts its money is compared with.
       * @enum {string}
       */
      basis: "amount" | "payout" | "revenue";
      currency: string | null;
      evidence: {
        [key: string]: unknown;
      };
      /** @description Whether the rows leave no doubt; else confirm it. */
      is_clear: boolean;
      money_divisor: number;
      offset_minutes: number;
    };
    /** @enum {string} */
    ReconciliationStatus:
      "matching" | "review" | "applied" | "undone" | "failed";
    Reconciliation: {
      id: string;
      /** @enum {string} */
      kind: "statement" | "import";
      advertiser_id: number;
      statement_id: string;
      timezone: string;
      columns: string[];
      /** @description What each column seems to mean, and why. */
      proposal: {
        why: string;
        field:
          | (
              | "click_id"
              | "order_id"
              | "conversion_id"
              | "customer_id"
              | "goal"
              | "campaign"
              | "affiliate"
              | "link"
              | "status"
              | "amount"
              | "revenue"
              | "payout"
              | "currency"
              | "occurred_at"
              | "reason"
              | "ended"
              | "time_column"
            )
          | null;
        column: string;
        examples: string[];
        confidence: number;
      }[];
      mapping: components["schemas"]["StatementMapping"] | null;
      mapping_confirmed: boolean;
      /** @description How its rows were read; null until they are. */
      reading: {
        rows: number;
        problems: number;
        undecided: ("date_order" | "decimal_comma")[];
        /** @enum {string} */
        date_order: "dmy" | "mdy" | "ymd";
        decimal_comma: boolean;
        rounded_amounts: number;
        unknown_statuses: {
          [key: string]: number;
        };
        foreign_click_ids: number;
      } | null;
      frame: components["schemas"]["Frame"] | null;
      frame_confirmed: boolean;
      tolerance: {
        row_amount?: string;
        statement_amount?: string;
        row_percent?: string;
        statement_percent?: string;
      };
      status: components["schemas"]["ReconciliationStatus"];
      /** @description Why it failed, or what it waits for. */
      problem: string | null;
      totals: {
        [key: string]: unknown;
      } | null;
      previous_id: string | null;
      created_by: string;
      from: string;
      to: string;
      created_at: string;
      matched_at: string | null;
      notes?: string[];
      statement?: {
        id: string;
        sha256: string;
        byte_count: number;
        file_name: string | null;
        received_at: string;
      };
    };
    StatementRow: {
      row_no: number;
      cells: string[];
      problem: string | null;
      problem_column: string | null;
      click_id: string | null;
      order_id: string | null;
      conversion_id: string | null;
      customer_id: string | null;
      goal: string | null;
      campaign: string | null;
      affiliate: string | null;
      link: string | null;
      status: string | null;
      raw_status: string | null;
      reason: string | null;
      currency: string | null;
      amount: string | null;
      revenue: string | null;
      payout: string | null;
      written_at: string | null;
    };
    /** @enum {string} */
    BreakClass:
      | "missing_ours"
      | "missing_theirs"
      | "amount_mismatch"
      | "currency_mismatch"
      | "status_mismatch"
      | "reversed_by_sender"
      | "duplicate_ours"
      | "duplicate_theirs"
      | "timing"
      | "attribution_diff"
      | "locked_period"
      | "unparsable";
    Break: {
      id: string;
      /** @description Null for a match. */
      class: components["schemas"]["BreakClass"] | null;
      /** @description What `apply` would do. */
      proposed: string | null;
      state: string;
      /** @description The tier of the rule. */
      tier: number | null;
      rule: string | null;
      score: number | null;
      runner_up: number | null;
      /** @description How far the score is above the runner-up's. */
      margin: number | null;
      /** @description How far the score is above the runner-up's. */
      match_margin: number | null;
      group: number | null;
      ours: {
        conversion_id: string;
        campaign_id: number;
        affiliate_id: number;
        goal: string;
        order_id: string | null;
        status: string;
        at: string;
        in_window: boolean;
        currency: string;
        counted: string;
      } | null;
      theirs: {
        row_no: number;
        cells: string[];
        order_id: string | null;
        status: string | null;
        said_status: string | null;
        written_at: string | null;
        currency: string | null;
        counted: string | null;
      } | null;
      /** @description Ours less theirs; null in two currencies. */
      difference: string | null;
      detail: {
        [key: string]: unknown;
      } | null;
      owner: string | null;
      note: string | null;
      changed_at: string | null;
      changed_by: string | null;
    };
    ConfirmedFrame: {
      id: string;
      status: components["schemas"]["ReconciliationStatus"];
      frame: components["schemas"]["Frame"];
      task_id: string;
    };
    Tolerance: {
      advertiser_id: number;
      row_amount?: string;
      row_percent?: string;
      statement_amount?: string;
      statement_percent?: string;
    };
    MissingStatement: {
      advertiser_id: number;
      name: string;
      month: string;
      currency: string;
      conversions: number;
      revenue: string;
      /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
      exact?: {
        revenue?: string;
      };
    };
    Batch: {
      requested_at: string;
      undone_at: string | null;
      id: string;
      reconciliation_id: string;
      state: string;
      asked: unknown;
      totals: {
        [key: string]: unknown;
      } | null;
      requested_by: string;
      reason: string | null;
      undone_by: string | null;
    };
    ReconciliationReport: {
      id: string;
      advertiser: {
        id: number;
        name: string;
      };
      statement: {
        id: string;
        file_name: string | null;
        sha256: string;
        received_at: string;
        received_by: string;
      };
      from: string;
      to: string;
      timezone: string;
      status: components["schemas"]["ReconciliationStatus"];
      matched_at: string;
      frame: components["schemas"]["Frame"] | null;
      frame_confirmed: boolean;
      tolerance: {
        row_amount?: string;
        row_percent?: string;
        statement_amount?: string;
        statement_percent?: string;
      };
      rows: number;
      breaks: {
        class: components["schemas"]["BreakClass"] | null;
        count: number;
        money: {
          currency: string;
          ours: string;
          theirs: string;
        }[];
        proposed: string | null;
      }[];
      /** @description Breaks that the statement before had and this one hasn't, and the other way round. */
      changed: {
        gone: {
          class: string;
          count: number;
        }[];
        appeared: {
          class: string;
          count: number;
        }[];
        previous_id: string;
      } | null;
      /** @description The breaks with the largest differences. */
      largest: {
        id: string;
        class: components["schemas"]["BreakClass"];
        currency: string;
        ours: string;
        theirs: string;
        difference: string;
      }[];
      matches: {
        rows: number;
        rule: string | null;
        tier: number | null;
        conversions: number;
        share_percent: number;
      }[];
      by_status: {
        /** @enum {string} */
        side: "ours" | "theirs";
        count: number;
        amount: string;
        status: string;
        currency: string;
      }[];
      currencies: {
        currency: string;
        ours: string;
        theirs: string;
        difference: string;
        /** @description The part of the difference in breaks. */
        breaks: string;
        /** @description The rest of it; 0. */
        unexplained: string;
        /** @description The difference in percent of ours; null if ours is 0. */
        discrepancy_percent: string | null;
        /** @description The mark that it passes, 2 or 5. */
        over_percent: number | null;
      }[];
      conversions: number;
      doubled_rows: number;
      states: {
        class: string;
        state: string;
        count: number;
      }[];
      batches: components["schemas"]["Batch"][];
    };
    AppliedBatch:
      | {
          dry_run: boolean;
          batch_id: string | null;
          outcomes: {
            [key: string]: {
              [key: string]: number;
            };
          };
          affiliates: components["schemas"]["AffiliateMoney"][];
          advertisers: components["schemas"]["AdvertiserMoney"][];
          deliveries: {
            count: number;
            endpoints: {
              affiliate_id: number;
              endpoint_id: number;
              status?: string;
              count: number;
            }[];
          };
          variance: {
            currency: string;
            amount: string;
            /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
            exact?: {
              amount?: string;
            };
          }[];
          examples: unknown[];
        }
      | {
          dry_run: boolean;
          batch_id: string | null;
          task_id: string;
          count: number;
        };
    UndoneBatch:
      | {
          dry_run: boolean;
          batch_id: string;
          outcomes: {
            [key: string]: {
              [key: string]: number;
            };
          };
          affiliates: components["schemas"]["AffiliateMoney"][];
          advertisers: components["schemas"]["AdvertiserMoney"][];
          deliveries: {
            count: number;
            endpoints: {
              affiliate_id: number;
              endpoint_id: number;
              status?: string;
              count: number;
            }[];
          };
          variance: {
            currency: string;
            amount: string;
            /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
            exact?: {
              amount?: string;
            };
          }[];
          examples: unknown[];
        }
      | {
          dry_run: boolean;
          batch_id: string;
          task_id: string;
          count: number;
        };
    Action: {
      id: string;
      batch_id: string;
      action: string;
      campaign_id: number | null;
      conversion_id: string | null;
      entry_id: string | null;
      result: string;
      undone_result: string | null;
      before: components["schemas"]["ConversionPosition"] | null;
      after: components["schemas"]["ConversionPosition"] | null;
      done_at: string;
      undone_at: string | null;
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      /** @enum {string} */
      code:
        | "ambiguous_click_id"
        | "invalid_click_id"
        | "invalid_cursor"
        | "invalid_limit"
        | "malformed"
        | "missing_click_id"
        | "unreplaced_macro"
        | "bad_signature"
        | "bad_token"
        | "missing_signature"
        | "source_required"
        | "stale_timestamp"
        | "ticket_expired"
        | "unauthenticated"
        | "wrong_code"
        | "wrong_password"
        | "sender_not_allowed"
        | "missing_scope"
        | "session_required"
        | "wrong_origin"
        | "not_found"
        | "unknown_click"
        | "unknown_conversion"
        | "unknown_link"
        | "unknown_source"
        | "method_not_allowed"
        | "already_applied"
        | "already_claimed"
        | "already_exists"
        | "already_paid"
        | "already_received"
        | "already_told"
        | "ambiguous_conversion"
        | "frame_unconfirmed"
        | "idempotency_conflict"
        | "illegal_transition"
        | "in_flight"
        | "in_use"
        | "invoice_void"
        | "key_unreadable"
        | "last_admin"
        | "ledger_conflict"
        | "link_expired"
        | "link_revoked"
        | "link_used"
        | "matching"
        | "not_matched"
        | "not_on_hold"
        | "nothing_to_invoice"
        | "nothing_to_undo"
        | "order_conflict"
        | "over_payment"
        | "payment_closed"
        | "payment_draft"
        | "payment_failed"
        | "payment_paid"
        | "payment_void"
        | "period_not_over"
        | "replayed_nonce"
        | "request_not_kept"
        | "second_step_on"
        | "stale_version"
        | "task_ended"
        | "task_not_stopped"
        | "task_under_way"
        | "too_many_secrets"
        | "user_disabled"
        | "wrong_email"
        | "too_large"
        | "unsupported_media_type"
        | "advertiser_mismatch"
        | "affiliate_blocked"
        | "ambiguous_reversal"
        | "campaign_closed"
        | "cap_reached"
        | "foreign_macro"
        | "invalid_amount"
        | "invalid_month"
        | "invalid_request"
        | "invalid_time"
        | "invalid_url"
        | "late_needs_proof"
        | "macro_in_authority"
        | "malformed_macro"
        | "missing_amount"
        | "missing_order_id"
        | "not_http"
        | "outside_window"
        | "own_link"
        | "parent_missing"
        | "raw_not_allowed"
        | "target_not_allowed"
        | "too_early"
        | "too_many"
        | "unknown_currency"
        | "unknown_goal"
        | "unknown_macro"
        | "unknown_reference"
        | "unmapped_status"
        | "rate_limited"
        | "internal_error"
        | "bookings_open"
        | "unavailable";
      detail: string;
      errors?: {
        field: string;
        message: string;
        allowed?: string[];
        code?: string;
      }[];
      postback_id?: string;
    };
  };
  responses: {
    /** @description `invalid_request` */
    InvalidRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_request";
        };
      };
    };
    /** @description `internal_error` */
    InternalError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "internal_error";
        };
      };
    };
    /** @description `unavailable` */
    Unavailable: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unavailable";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetV1Postback400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetV1Postback401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `sender_not_allowed` */
    SenderNotAllowed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "sender_not_allowed";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetV1Postback404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `method_not_allowed` */
    MethodNotAllowed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "method_not_allowed";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetV1Postback409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unsupported_media_type` */
    UnsupportedMediaType: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unsupported_media_type";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetV1Postback422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `too_large` */
    TooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "too_large";
        };
      };
    };
    /** @description `rate_limited` */
    RateLimited: {
      headers: {
        /** @description Seconds to wait. */
        "Retry-After"?: number;
        /** @description Allowed at once. */
        "RateLimit-Limit"?: number;
        /** @description Left of it. */
        "RateLimit-Remaining"?: number;
        /** @description Seconds until more is. */
        "RateLimit-Reset"?: number;
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "rate_limited";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostV1Postback400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostV1Postback401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostV1Postback404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostV1Postback409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostV1Postback422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetAffLsr400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetAffLsr401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetAffLsr404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetAffLsr409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetAffLsr422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostAffLsr400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostAffLsr401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostAffLsr404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostAffLsr409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostAffLsr422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetPAshx400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetPAshx401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetPAshx404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetPAshx409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetPAshx422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostPAshx400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostPAshx401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostPAshx404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostPAshx409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostPAshx422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetTrackConv400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetTrackConv401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetTrackConv404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetTrackConv409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetTrackConv422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostTrackConv400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostTrackConv401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostTrackConv404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostTrackConv409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostTrackConv422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetTrackConvChange400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetTrackConvChange401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetTrackConvChange404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetTrackConvChange409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetTrackConvChange422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostTrackConvChange400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostTrackConvChange401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostTrackConvChange404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostTrackConvChange409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostTrackConvChange422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetTrackConvAddchange400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetTrackConvAddchange401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetTrackConvAddchange404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetTrackConvAddchange409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetTrackConvAddchange422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostTrackConvAddchange400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostTrackConvAddchange401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostTrackConvAddchange404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostTrackConvAddchange409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostTrackConvAddchange422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetTrackLead400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetTrackLead401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetTrackLead404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetTrackLead409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetTrackLead422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostTrackLead400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostTrackLead401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostTrackLead404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostTrackLead409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostTrackLead422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetTrackSale400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetTrackSale401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetTrackSale404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetTrackSale409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetTrackSale422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostTrackSale400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostTrackSale401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostTrackSale404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostTrackSale409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostTrackSale422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetClickPhp400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetClickPhp401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetClickPhp404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetClickPhp409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetClickPhp422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostClickPhp400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostClickPhp401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostClickPhp404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostClickPhp409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostClickPhp422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetClick400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetClick401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetClick404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetClick409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetClick422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostClick400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostClick401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostClick404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostClick409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostClick422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetScriptsSalePhp400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetScriptsSalePhp401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetScriptsSalePhp404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetScriptsSalePhp409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetScriptsSalePhp422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostScriptsSalePhp400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostScriptsSalePhp401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostScriptsSalePhp404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostScriptsSalePhp409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostScriptsSalePhp422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetConversionXid400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetConversionXid401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetConversionXid404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetConversionXid409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetConversionXid422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostConversionXid400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostConversionXid401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostConversionXid404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostConversionXid409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostConversionXid422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetTracking202StaticGpbPhp400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetTracking202StaticGpbPhp401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetTracking202StaticGpbPhp404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetTracking202StaticGpbPhp409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetTracking202StaticGpbPhp422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostTracking202StaticGpbPhp400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostTracking202StaticGpbPhp401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostTracking202StaticGpbPhp404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostTracking202StaticGpbPhp409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostTracking202StaticGpbPhp422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetV1PostbackByKey400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetV1PostbackByKey401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetV1PostbackByKey404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetV1PostbackByKey409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetV1PostbackByKey422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostV1PostbackByKey400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostV1PostbackByKey401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostV1PostbackByKey404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostV1PostbackByKey409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostV1PostbackByKey422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetPostback400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetPostback401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetPostback404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetPostback409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetPostback422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostPostback400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostPostback401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostPostback404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostPostback409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostPostback422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetByKeyPostback400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetByKeyPostback401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetByKeyPostback404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetByKeyPostback409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetByKeyPostback422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostByKeyPostback400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostByKeyPostback401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostByKeyPostback404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostByKeyPostback409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostByKeyPostback422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetConversionAny400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetConversionAny401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetConversionAny404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetConversionAny409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetConversionAny422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostConversionAny400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostConversionAny401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostConversionAny404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostConversionAny409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostConversionAny422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetAdvertisersBySidConversions400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetAdvertisersBySidConversions401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetAdvertisersBySidConversions404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetAdvertisersBySidConversions409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetAdvertisersBySidConversions422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostAdvertisersBySidConversions400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostAdvertisersBySidConversions401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostAdvertisersBySidConversions404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostAdvertisersBySidConversions409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostAdvertisersBySidConversions422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    GetRoot400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    GetRoot401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    GetRoot404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    GetRoot409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    GetRoot422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `malformed`, `missing_click_id`, `unreplaced_macro`, `invalid_click_id`, `ambiguous_click_id` */
    PostRoot400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "malformed"
            | "missing_click_id"
            | "unreplaced_macro"
            | "invalid_click_id"
            | "ambiguous_click_id";
        };
      };
    };
    /** @description `source_required`, `missing_signature`, `bad_signature`, `bad_token`, `stale_timestamp` */
    PostRoot401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "source_required"
            | "missing_signature"
            | "bad_signature"
            | "bad_token"
            | "stale_timestamp";
        };
      };
    };
    /** @description `unknown_source`, `unknown_click`, `unknown_conversion` */
    PostRoot404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_source" | "unknown_click" | "unknown_conversion";
        };
      };
    };
    /** @description `replayed_nonce`, `illegal_transition`, `order_conflict`, `already_exists`, `ambiguous_conversion` */
    PostRoot409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "replayed_nonce"
            | "illegal_transition"
            | "order_conflict"
            | "already_exists"
            | "ambiguous_conversion";
        };
      };
    };
    /** @description `unknown_goal`, `unmapped_status`, `invalid_amount`, `missing_amount`, `unknown_currency`, `invalid_time`, `missing_order_id`, `outside_window`, `late_needs_proof`, `too_early`, `parent_missing`, `campaign_closed`, `affiliate_blocked`, `cap_reached`, `ambiguous_reversal`, `advertiser_mismatch`, `invalid_request` */
    PostRoot422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "unknown_goal"
            | "unmapped_status"
            | "invalid_amount"
            | "missing_amount"
            | "unknown_currency"
            | "invalid_time"
            | "missing_order_id"
            | "outside_window"
            | "late_needs_proof"
            | "too_early"
            | "parent_missing"
            | "campaign_closed"
            | "affiliate_blocked"
            | "cap_reached"
            | "ambiguous_reversal"
            | "advertiser_mismatch"
            | "invalid_request";
        };
      };
    };
    /** @description `invalid_limit`, `invalid_cursor` */
    InvalidLimitOrInvalidCursor: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_limit" | "invalid_cursor";
        };
      };
    };
    /** @description `unauthenticated` */
    Unauthenticated: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unauthenticated";
        };
      };
    };
    /** @description `not_found` */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "not_found";
        };
      };
    };
    /** @description `missing_scope` */
    MissingScope: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "missing_scope";
        };
      };
    };
    /** @description `missing_scope`, `wrong_origin` */
    MissingScopeOrWrongOrigin: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "missing_scope" | "wrong_origin";
        };
      };
    };
    /** @description `idempotency_conflict`, `in_flight` */
    IdempotencyConflictOrInFlight: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `malformed` */
    Malformed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "malformed";
        };
      };
    };
    /** @description `wrong_origin` */
    WrongOrigin: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "wrong_origin";
        };
      };
    };
    /** @description `wrong_password`, `wrong_code` */
    WrongPasswordOrWrongCode: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "wrong_password" | "wrong_code";
        };
      };
    };
    /** @description `wrong_code`, `ticket_expired` */
    WrongCodeOrTicketExpired: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "wrong_code" | "ticket_expired";
        };
      };
    };
    /** @description `session_required`, `missing_scope`, `wrong_origin` */
    PostSessionPassword403: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "session_required" | "missing_scope" | "wrong_origin";
        };
      };
    };
    /** @description `wrong_password`, `unauthenticated` */
    WrongPasswordOrUnauthenticated: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "wrong_password" | "unauthenticated";
        };
      };
    };
    /** @description `session_required`, `missing_scope`, `wrong_origin` */
    DeleteSessions403: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "session_required" | "missing_scope" | "wrong_origin";
        };
      };
    };
    /** @description `invalid_limit`, `invalid_cursor`, `malformed` */
    DeleteSessions400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_limit" | "invalid_cursor" | "malformed";
        };
      };
    };
    /** @description `stale_version` */
    StaleVersion412: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "stale_version";
        };
      };
    };
    /** @description `session_required`, `missing_scope`, `wrong_origin` */
    PostSessionTotp403: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "session_required" | "missing_scope" | "wrong_origin";
        };
      };
    };
    /** @description `second_step_on`, `idempotency_conflict`, `in_flight` */
    PostSessionTotp409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "second_step_on" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `session_required`, `missing_scope`, `wrong_origin` */
    PostSessionTotpConfirm403: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "session_required" | "missing_scope" | "wrong_origin";
        };
      };
    };
    /** @description `wrong_code`, `unauthenticated` */
    WrongCodeOrUnauthenticated: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "wrong_code" | "unauthenticated";
        };
      };
    };
    /** @description `second_step_on`, `idempotency_conflict`, `in_flight` */
    PostSessionTotpConfirm409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "second_step_on" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `session_required`, `missing_scope`, `wrong_origin` */
    PostSessionTotpRemove403: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "session_required" | "missing_scope" | "wrong_origin";
        };
      };
    };
    /** @description `unknown_link` */
    UnknownLink: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_link";
        };
      };
    };
    /** @description `link_used`, `already_exists` */
    LinkUsedOrAlreadyExists: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "link_used" | "already_exists";
        };
      };
    };
    /** @description `link_used`, `link_revoked`, `link_expired`, `wrong_email`, `already_exists` */
    PostInvitationsAccept409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "link_used"
            | "link_revoked"
            | "link_expired"
            | "wrong_email"
            | "already_exists";
        };
      };
    };
    /** @description `link_used`, `link_revoked`, `link_expired`, `user_disabled` */
    PostPasswordResets409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            "link_used" | "link_revoked" | "link_expired" | "user_disabled";
        };
      };
    };
    /** @description `missing_scope`, `session_required`, `wrong_origin` */
    PostTokens403: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "missing_scope" | "session_required" | "wrong_origin";
        };
      };
    };
    /** @description `user_disabled`, `idempotency_conflict`, `in_flight` */
    PostTokens409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "user_disabled" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `unknown_reference`, `invalid_request` */
    UnknownReferenceOrInvalidRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_reference" | "invalid_request";
        };
      };
    };
    /** @description `already_exists`, `last_admin`, `idempotency_conflict`, `in_flight` */
    PostUsers409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "already_exists"
            | "last_admin"
            | "idempotency_conflict"
            | "in_flight";
        };
      };
    };
    /** @description `already_exists`, `last_admin` */
    AlreadyExistsOrLastAdmin: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_exists" | "last_admin";
        };
      };
    };
    /** @description `last_admin` */
    LastAdmin: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "last_admin";
        };
      };
    };
    /** @description `user_disabled`, `idempotency_conflict`, `in_flight` */
    PostUsersByIdReset409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "user_disabled" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `already_exists`, `idempotency_conflict`, `in_flight` */
    PostInvitations409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_exists" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `already_exists`, `idempotency_conflict`, `in_flight` */
    PostAdvertisers409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_exists" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `unknown_currency`, `invalid_request` */
    UnknownCurrencyOrInvalidRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_currency" | "invalid_request";
        };
      };
    };
    /** @description `already_exists` */
    AlreadyExists: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_exists";
        };
      };
    };
    /** @description `in_use` */
    InUse: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "in_use";
        };
      };
    };
    /** @description `already_exists`, `idempotency_conflict`, `in_flight` */
    PostAffiliates409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_exists" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `unknown_currency`, `invalid_amount`, `invalid_request` */
    PostAffiliates422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_currency" | "invalid_amount" | "invalid_request";
        };
      };
    };
    /** @description `unknown_currency`, `invalid_amount`, `invalid_request` */
    ChangeAffiliatesById422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_currency" | "invalid_amount" | "invalid_request";
        };
      };
    };
    /** @description `unknown_currency`, `invalid_amount`, `invalid_request` */
    ReplaceAffiliatesById422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_currency" | "invalid_amount" | "invalid_request";
        };
      };
    };
    /** @description `foreign_macro`, `invalid_url`, `macro_in_authority`, `malformed_macro`, `not_http`, `own_link`, `raw_not_allowed`, `unknown_macro`, `unknown_reference`, `invalid_request` */
    PostCampaignsByIdDestinations422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "foreign_macro"
            | "invalid_url"
            | "macro_in_authority"
            | "malformed_macro"
            | "not_http"
            | "own_link"
            | "raw_not_allowed"
            | "unknown_macro"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `foreign_macro`, `invalid_url`, `macro_in_authority`, `malformed_macro`, `not_http`, `own_link`, `raw_not_allowed`, `unknown_macro`, `unknown_reference`, `invalid_request` */
    ChangeCampaignsByIdDestinationsByPart422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "foreign_macro"
            | "invalid_url"
            | "macro_in_authority"
            | "malformed_macro"
            | "not_http"
            | "own_link"
            | "raw_not_allowed"
            | "unknown_macro"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `foreign_macro`, `invalid_url`, `macro_in_authority`, `malformed_macro`, `not_http`, `own_link`, `raw_not_allowed`, `unknown_macro`, `unknown_reference`, `invalid_request` */
    ReplaceCampaignsByIdDestinationsByPart422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "foreign_macro"
            | "invalid_url"
            | "macro_in_authority"
            | "malformed_macro"
            | "not_http"
            | "own_link"
            | "raw_not_allowed"
            | "unknown_macro"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `invalid_amount`, `unknown_reference`, `invalid_request` */
    PostCampaignsByIdGoalsByKeyPayouts422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_amount" | "unknown_reference" | "invalid_request";
        };
      };
    };
    /** @description `invalid_amount`, `invalid_request` */
    InvalidAmountOrInvalidRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_amount" | "invalid_request";
        };
      };
    };
    /** @description `foreign_macro`, `invalid_url`, `macro_in_authority`, `malformed_macro`, `not_http`, `own_link`, `raw_not_allowed`, `unknown_macro`, `invalid_amount`, `unknown_currency`, `unknown_reference`, `invalid_request` */
    PostCampaigns422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "foreign_macro"
            | "invalid_url"
            | "macro_in_authority"
            | "malformed_macro"
            | "not_http"
            | "own_link"
            | "raw_not_allowed"
            | "unknown_macro"
            | "invalid_amount"
            | "unknown_currency"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `already_exists`, `idempotency_conflict`, `in_flight` */
    PostCampaigns409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_exists" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `foreign_macro`, `invalid_url`, `macro_in_authority`, `malformed_macro`, `not_http`, `own_link`, `raw_not_allowed`, `unknown_macro`, `invalid_amount`, `unknown_currency`, `unknown_reference`, `invalid_request` */
    ChangeCampaignsById422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "foreign_macro"
            | "invalid_url"
            | "macro_in_authority"
            | "malformed_macro"
            | "not_http"
            | "own_link"
            | "raw_not_allowed"
            | "unknown_macro"
            | "invalid_amount"
            | "unknown_currency"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `foreign_macro`, `invalid_url`, `macro_in_authority`, `malformed_macro`, `not_http`, `own_link`, `raw_not_allowed`, `unknown_macro`, `invalid_amount`, `unknown_currency`, `unknown_reference`, `invalid_request` */
    ReplaceCampaignsById422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "foreign_macro"
            | "invalid_url"
            | "macro_in_authority"
            | "malformed_macro"
            | "not_http"
            | "own_link"
            | "raw_not_allowed"
            | "unknown_macro"
            | "invalid_amount"
            | "unknown_currency"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `already_exists`, `idempotency_conflict`, `in_flight` */
    PostCampaignsByIdGoals409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_exists" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `invalid_amount`, `unknown_reference`, `invalid_request` */
    PostCampaignsByIdGoals422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_amount" | "unknown_reference" | "invalid_request";
        };
      };
    };
    /** @description `invalid_amount`, `unknown_reference`, `invalid_request` */
    ChangeCampaignsByIdGoalsByKey422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_amount" | "unknown_reference" | "invalid_request";
        };
      };
    };
    /** @description `invalid_amount`, `unknown_reference`, `invalid_request` */
    ReplaceCampaignsByIdGoalsByKey422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_amount" | "unknown_reference" | "invalid_request";
        };
      };
    };
    /** @description `foreign_macro`, `invalid_url`, `macro_in_authority`, `malformed_macro`, `not_http`, `own_link`, `raw_not_allowed`, `unknown_macro`, `unknown_reference`, `invalid_request` */
    PostLinks422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "foreign_macro"
            | "invalid_url"
            | "macro_in_authority"
            | "malformed_macro"
            | "not_http"
            | "own_link"
            | "raw_not_allowed"
            | "unknown_macro"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `already_exists`, `idempotency_conflict`, `in_flight` */
    PostLinks409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_exists" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `foreign_macro`, `invalid_url`, `macro_in_authority`, `malformed_macro`, `not_http`, `own_link`, `raw_not_allowed`, `unknown_macro`, `unknown_reference`, `invalid_request` */
    ChangeLinksById422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "foreign_macro"
            | "invalid_url"
            | "macro_in_authority"
            | "malformed_macro"
            | "not_http"
            | "own_link"
            | "raw_not_allowed"
            | "unknown_macro"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `foreign_macro`, `invalid_url`, `macro_in_authority`, `malformed_macro`, `not_http`, `own_link`, `raw_not_allowed`, `unknown_macro`, `unknown_reference`, `invalid_request` */
    ReplaceLinksById422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "foreign_macro"
            | "invalid_url"
            | "macro_in_authority"
            | "malformed_macro"
            | "not_http"
            | "own_link"
            | "raw_not_allowed"
            | "unknown_macro"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `already_claimed` */
    AlreadyClaimed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_claimed";
        };
      };
    };
    /** @description `invalid_click_id` */
    InvalidClickId: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_click_id";
        };
      };
    };
    /** @description `unknown_click` */
    UnknownClick: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "unknown_click";
        };
      };
    };
    /** @description `not_on_hold`, `idempotency_conflict`, `in_flight` */
    PostLedgerEntriesByIdRelease409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "not_on_hold" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `ledger_conflict`, `idempotency_conflict`, `in_flight` */
    PostLedgerAdjustments409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "ledger_conflict" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `invalid_month`, `invalid_request` */
    InvalidMonthOrInvalidRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_month" | "invalid_request";
        };
      };
    };
    /** @description `period_not_over`, `idempotency_conflict`, `in_flight` */
    PostPeriodsByMonthLock409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "period_not_over" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `invalid_amount`, `unknown_currency`, `unknown_reference`, `invalid_request` */
    PostPaymentRuns422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "invalid_amount"
            | "unknown_currency"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `payment_void`, `idempotency_conflict`, `in_flight` */
    PostPaymentsByIdClose409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "payment_void" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `already_paid`, `payment_draft`, `payment_void`, `idempotency_conflict`, `in_flight` */
    PostPaymentsByIdPay409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "already_paid"
            | "payment_draft"
            | "payment_void"
            | "idempotency_conflict"
            | "in_flight";
        };
      };
    };
    /** @description `payment_draft`, `payment_paid`, `payment_void`, `idempotency_conflict`, `in_flight` */
    PostPaymentsByIdFail409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "payment_draft"
            | "payment_paid"
            | "payment_void"
            | "idempotency_conflict"
            | "in_flight";
        };
      };
    };
    /** @description `nothing_to_invoice`, `idempotency_conflict`, `in_flight` */
    PostInvoices409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "nothing_to_invoice" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `already_received`, `invoice_void`, `over_payment`, `idempotency_conflict`, `in_flight` */
    PostInvoicesByIdReceive409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "already_received"
            | "invoice_void"
            | "over_payment"
            | "idempotency_conflict"
            | "in_flight";
        };
      };
    };
    /** @description `already_exists`, `idempotency_conflict`, `in_flight` */
    PostConversions409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_exists" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `invalid_click_id`, `malformed` */
    InvalidClickIdOrMalformed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_click_id" | "malformed";
        };
      };
    };
    /** @description `invalid_time`, `missing_amount`, `missing_order_id`, `unknown_currency`, `unknown_reference`, `invalid_request` */
    PostConversions422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "invalid_time"
            | "missing_amount"
            | "missing_order_id"
            | "unknown_currency"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `illegal_transition`, `stale_version` */
    IllegalTransitionOrStaleVersion: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "illegal_transition" | "stale_version";
        };
      };
    };
    /** @description `invalid_amount`, `unknown_currency`, `invalid_request` */
    ChangeConversionsById422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_amount" | "unknown_currency" | "invalid_request";
        };
      };
    };
    /** @description `foreign_macro`, `invalid_url`, `macro_in_authority`, `malformed_macro`, `not_http`, `raw_not_allowed`, `target_not_allowed`, `unknown_macro`, `unknown_reference`, `invalid_request` */
    PostAffiliatesByIdPostbacks422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "foreign_macro"
            | "invalid_url"
            | "macro_in_authority"
            | "malformed_macro"
            | "not_http"
            | "raw_not_allowed"
            | "target_not_allowed"
            | "unknown_macro"
            | "unknown_reference"
            | "invalid_request";
        };
      };
    };
    /** @description `foreign_macro`, `invalid_url`, `macro_in_authority`, `malformed_macro`, `not_http`, `raw_not_allowed`, `target_not_allowed`, `unknown_macro`, `invalid_request` */
    ChangeAffiliatesByIdPostbacksByEndpointId422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "foreign_macro"
            | "invalid_url"
            | "macro_in_authority"
            | "malformed_macro"
            | "not_http"
            | "raw_not_allowed"
            | "target_not_allowed"
            | "unknown_macro"
            | "invalid_request";
        };
      };
    };
    /** @description `too_many_secrets`, `idempotency_conflict`, `in_flight` */
    PostAffiliatesByIdPostbacksByEndpointIdSecrets409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "too_many_secrets" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `already_told`, `in_flight`, `idempotency_conflict` */
    PostDeliveriesByIdRetry409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_told" | "in_flight" | "idempotency_conflict";
        };
      };
    };
    /** @description `already_exists`, `idempotency_conflict`, `in_flight` */
    PostAdvertisersByIdSources409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_exists" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `too_many_secrets`, `idempotency_conflict`, `in_flight` */
    PostAdvertisersByIdSourcesBySourceIdSecrets409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "too_many_secrets" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `too_many`, `unknown_reference`, `invalid_request` */
    PostPostbacksReplay422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "too_many" | "unknown_reference" | "invalid_request";
        };
      };
    };
    /** @description `request_not_kept`, `idempotency_conflict`, `in_flight` */
    PostPostbacksByIdReplay409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "request_not_kept" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `invalid_limit`, `invalid_cursor`, `malformed` */
    PostReconciliations400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_limit" | "invalid_cursor" | "malformed";
        };
      };
    };
    /** @description `in_flight`, `idempotency_conflict` */
    InFlightOrIdempotencyConflict: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "in_flight" | "idempotency_conflict";
        };
      };
    };
    /** @description `not_matched` */
    NotMatched: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "not_matched";
        };
      };
    };
    /** @description `frame_unconfirmed`, `matching`, `idempotency_conflict`, `in_flight` */
    PostReconciliationsByIdApply409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?:
            | "frame_unconfirmed"
            | "matching"
            | "idempotency_conflict"
            | "in_flight";
        };
      };
    };
    /** @description `nothing_to_undo`, `idempotency_conflict`, `in_flight` */
    PostReconciliationsByIdUndo409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "nothing_to_undo" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `invalid_limit`, `invalid_cursor`, `malformed` */
    PostImports400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "invalid_limit" | "invalid_cursor" | "malformed";
        };
      };
    };
    /** @description `already_applied`, `idempotency_conflict`, `in_flight` */
    PostImportsByIdMapping409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "already_applied" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `frame_unconfirmed`, `idempotency_conflict`, `in_flight` */
    PostImportsByIdApply409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "frame_unconfirmed" | "idempotency_conflict" | "in_flight";
        };
      };
    };
    /** @description `task_under_way`, `idempotency_conflict`, `in_flight` */
    PostImportsByIdUndo409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          /** @enum {unknown} */
          code?: "task_under_way" | "idempotency_conflict" | "in_flight";
        };
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type TakenPostback = components["schemas"]["TakenPostback"];
export type PlatformAnswer = components["schemas"]["PlatformAnswer"];
export type Job = components["schemas"]["Job"];
export type Task = components["schemas"]["Task"];
export type SecondStepNeeded = components["schemas"]["SecondStepNeeded"];
export type Role = components["schemas"]["Role"];
export type User = components["schemas"]["User"];
export type Principal = components["schemas"]["Principal"];
export type Me = components["schemas"]["Me"];
export type Session = components["schemas"]["Session"];
export type NewSecondStep = components["schemas"]["NewSecondStep"];
export type RecoveryCodes = components["schemas"]["RecoveryCodes"];
export type Token = components["schemas"]["Token"];
export type NewToken = components["schemas"]["NewToken"];
export type NewPasswordReset = components["schemas"]["NewPasswordReset"];
export type Invitation = components["schemas"]["Invitation"];
export type NewInvitation = components["schemas"]["NewInvitation"];
export type Advertiser = components["schemas"]["Advertiser"];
export type Affiliate = components["schemas"]["Affiliate"];
export type Targeting = components["schemas"]["Targeting"];
export type TrafficRule = components["schemas"]["TrafficRule"];
export type Cap = components["schemas"]["Cap"];
export type MoneyRule = components["schemas"]["MoneyRule"];
export type PayoutTiers = components["schemas"]["PayoutTiers"];
export type Effective = components["schemas"]["Effective"];
export type Destination = components["schemas"]["Destination"];
export type Approval = components["schemas"]["Approval"];
export type GoalPayout = components["schemas"]["GoalPayout"];
export type ClickPrice = components["schemas"]["ClickPrice"];
export type TargetingRules = components["schemas"]["TargetingRules"];
export type Goal = components["schemas"]["Goal"];
export type Campaign = components["schemas"]["Campaign"];
export type Link = components["schemas"]["Link"];
export type ClickVerdict = components["schemas"]["ClickVerdict"];
export type Click = components["schemas"]["Click"];
export type ClickSummary = components["schemas"]["ClickSummary"];
export type ClickWithConversions =
  components["schemas"]["ClickWithConversions"];
export type MadeClick = components["schemas"]["MadeClick"];
export type TriedClick = components["schemas"]["TriedClick"];
export type AffiliateBalance = components["schemas"]["AffiliateBalance"];
export type AffiliateEntry = components["schemas"]["AffiliateEntry"];
export type AffiliateEntryWithHistory =
  components["schemas"]["AffiliateEntryWithHistory"];
export type AccountBalances = components["schemas"]["AccountBalances"];
export type LedgerEntry = components["schemas"]["LedgerEntry"];
export type LedgerEntryWithOrigins =
  components["schemas"]["LedgerEntryWithOrigins"];
export type LedgerCheck = components["schemas"]["LedgerCheck"];
export type ReleasedHold = components["schemas"]["ReleasedHold"];
export type Period = components["schemas"]["Period"];
export type FxRate = components["schemas"]["FxRate"];
export type FxRates = components["schemas"]["FxRates"];
export type ClickDay = components["schemas"]["ClickDay"];
export type PaymentState = components["schemas"]["PaymentState"];
export type Payment = components["schemas"]["Payment"];
export type SettledEntry = components["schemas"]["SettledEntry"];
export type PaymentWithEntries = components["schemas"]["PaymentWithEntries"];
export type PaymentRun = components["schemas"]["PaymentRun"];
export type PaymentRunResult = components["schemas"]["PaymentRunResult"];
export type PaymentOutcome = components["schemas"]["PaymentOutcome"];
export type PaymentDetails = components["schemas"]["PaymentDetails"];
export type InvoiceState = components["schemas"]["InvoiceState"];
export type Invoice = components["schemas"]["Invoice"];
export type InvoiceWithLines = components["schemas"]["InvoiceWithLines"];
export type ConversionStatus = components["schemas"]["ConversionStatus"];
export type Conversion = components["schemas"]["Conversion"];
export type ConversionPostback = components["schemas"]["ConversionPostback"];
export type ConversionWithHistory =
  components["schemas"]["ConversionWithHistory"];
export type ConversionPosition = components["schemas"]["ConversionPosition"];
export type AffiliateMoney = components["schemas"]["AffiliateMoney"];
export type AdvertiserMoney = components["schemas"]["AdvertiserMoney"];
export type ConversionDryRun = components["schemas"]["ConversionDryRun"];
export type BulkChange = components["schemas"]["BulkChange"];
export type ConversionRule = components["schemas"]["ConversionRule"];
export type BackfillReport = components["schemas"]["BackfillReport"];
export type BackfillWindow = components["schemas"]["BackfillWindow"];
export type NewEndpoint = components["schemas"]["NewEndpoint"];
export type EndpointPreset = components["schemas"]["EndpointPreset"];
export type Endpoint = components["schemas"]["Endpoint"];
export type NewEndpointSecret = components["schemas"]["NewEndpointSecret"];
export type EndpointTest = components["schemas"]["EndpointTest"];
export type DeliveryState = components["schemas"]["DeliveryState"];
export type Delivery = components["schemas"]["Delivery"];
export type DeliveryWithAttempts =
  components["schemas"]["DeliveryWithAttempts"];
export type DeliveryReplay = components["schemas"]["DeliveryReplay"];
export type Source = components["schemas"]["Source"];
export type NewSourceSecret = components["schemas"]["NewSourceSecret"];
export type SourceWithToken = components["schemas"]["SourceWithToken"];
export type SourceSheet = components["schemas"]["SourceSheet"];
export type SourceHealth = components["schemas"]["SourceHealth"];
export type Postback = components["schemas"]["Postback"];
export type PostbackSummary = components["schemas"]["PostbackSummary"];
export type PostbackWithTrace = components["schemas"]["PostbackWithTrace"];
export type PostbackReplay = components["schemas"]["PostbackReplay"];
export type ReplayedPostback = components["schemas"]["ReplayedPostback"];
export type TriedPostback = components["schemas"]["TriedPostback"];
export type SourceTest = components["schemas"]["SourceTest"];
export type StatementMapping = components["schemas"]["StatementMapping"];
export type Frame = components["schemas"]["Frame"];
export type ReconciliationStatus =
  components["schemas"]["ReconciliationStatus"];
export type Reconciliation = components["schemas"]["Reconciliation"];
export type StatementRow = components["schemas"]["StatementRow"];
export type BreakClass = components["schemas"]["BreakClass"];
export type Break = components["schemas"]["Break"];
export type ConfirmedFrame = components["schemas"]["ConfirmedFrame"];
export type Tolerance = components["schemas"]["Tolerance"];
export type MissingStatement = components["schemas"]["MissingStatement"];
export type Batch = components["schemas"]["Batch"];
export type ReconciliationReport =
  components["schemas"]["ReconciliationReport"];
export type AppliedBatch = components["schemas"]["AppliedBatch"];
export type UndoneBatch = components["schemas"]["UndoneBatch"];
export type Action = components["schemas"]["Action"];
export type Problem = components["schemas"]["Problem"];
export type ResponseInvalidRequest = components["responses"]["InvalidRequest"];
export type ResponseInternalError = components["responses"]["InternalError"];
export type ResponseUnavailable = components["responses"]["Unavailable"];
export type ResponseGetV1Postback400 =
  components["responses"]["GetV1Postback400"];
export type ResponseGetV1Postback401 =
  components["responses"]["GetV1Postback401"];
export type ResponseSenderNotAllowed =
  components["responses"]["SenderNotAllowed"];
export type ResponseGetV1Postback404 =
  components["responses"]["GetV1Postback404"];
export type ResponseMethodNotAllowed =
  components["responses"]["MethodNotAllowed"];
export type ResponseGetV1Postback409 =
  components["responses"]["GetV1Postback409"];
export type ResponseUnsupportedMediaType =
  components["responses"]["UnsupportedMediaType"];
export type ResponseGetV1Postback422 =
  components["responses"]["GetV1Postback422"];
export type ResponseTooLarge = components["responses"]["TooLarge"];
export type ResponseRateLimited = components["responses"]["RateLimited"];
export type ResponsePostV1Postback400 =
  components["responses"]["PostV1Postback400"];
export type ResponsePostV1Postback401 =
  components["responses"]["PostV1Postback401"];
export type ResponsePostV1Postback404 =
  components["responses"]["PostV1Postback404"];
export type ResponsePostV1Postback409 =
  components["responses"]["PostV1Postback409"];
export type ResponsePostV1Postback422 =
  components["responses"]["PostV1Postback422"];
export type ResponseGetAffLsr400 = components["responses"]["GetAffLsr400"];
export type ResponseGetAffLsr401 = components["responses"]["GetAffLsr401"];
export type ResponseGetAffLsr404 = components["responses"]["GetAffLsr404"];
export type ResponseGetAffLsr409 = components["responses"]["GetAffLsr409"];
export type ResponseGetAffLsr422 = components["responses"]["GetAffLsr422"];
export type ResponsePostAffLsr400 = components["responses"]["PostAffLsr400"];
export type ResponsePostAffLsr401 = components["responses"]["PostAffLsr401"];
export type ResponsePostAffLsr404 = components["responses"]["PostAffLsr404"];
export type ResponsePostAffLsr409 = components["responses"]["PostAffLsr409"];
export type ResponsePostAffLsr422 = components["responses"]["PostAffLsr422"];
export type ResponseGetPAshx400 = components["responses"]["GetPAshx400"];
export type ResponseGetPAshx401 = components["responses"]["GetPAshx401"];
export type ResponseGetPAshx404 = components["responses"]["GetPAshx404"];
export type ResponseGetPAshx409 = components["responses"]["GetPAshx409"];
export type ResponseGetPAshx422 = components["responses"]["GetPAshx422"];
export type ResponsePostPAshx400 = components["responses"]["PostPAshx400"];
export type ResponsePostPAshx401 = components["responses"]["PostPAshx401"];
export type ResponsePostPAshx404 = components["responses"]["PostPAshx404"];
export type ResponsePostPAshx409 = components["responses"]["PostPAshx409"];
export type ResponsePostPAshx422 = components["responses"]["PostPAshx422"];
export type ResponseGetTrackConv400 =
  components["responses"]["GetTrackConv400"];
export type ResponseGetTrackConv401 =
  components["responses"]["GetTrackConv401"];
export type ResponseGetTrackConv404 =
  components["responses"]["GetTrackConv404"];
export type ResponseGetTrackConv409 =
  components["responses"]["GetTrackConv409"];
export type ResponseGetTrackConv422 =
  components["responses"]["GetTrackConv422"];
export type ResponsePostTrackConv400 =
  components["responses"]["PostTrackConv400"];
export type ResponsePostTrackConv401 =
  components["responses"]["PostTrackConv401"];
export type ResponsePostTrackConv404 =
  components["responses"]["PostTrackConv404"];
export type ResponsePostTrackConv409 =
  components["responses"]["PostTrackConv409"];
export type ResponsePostTrackConv422 =
  components["responses"]["PostTrackConv422"];
export type ResponseGetTrackConvChange400 =
  components["responses"]["GetTrackConvChange400"];
export type ResponseGetTrackConvChange401 =
  components["responses"]["GetTrackConvChange401"];
export type ResponseGetTrackConvChange404 =
  components["responses"]["GetTrackConvChange404"];
export type ResponseGetTrackConvChange409 =
  components["responses"]["GetTrackConvChange409"];
export type ResponseGetTrackConvChange422 =
  components["responses"]["GetTrackConvChange422"];
export type ResponsePostTrackConvChange400 =
  components["responses"]["PostTrackConvChange400"];
export type ResponsePostTrackConvChange401 =
  components["responses"]["PostTrackConvChange401"];
export type ResponsePostTrackConvChange404 =
  components["responses"]["PostTrackConvChange404"];
export type ResponsePostTrackConvChange409 =
  components["responses"]["PostTrackConvChange409"];
export type ResponsePostTrackConvChange422 =
  components["responses"]["PostTrackConvChange422"];
export type ResponseGetTrackConvAddchange400 =
  components["responses"]["GetTrackConvAddchange400"];
export type ResponseGetTrackConvAddchange401 =
  components["responses"]["GetTrackConvAddchange401"];
export type ResponseGetTrackConvAddchange404 =
  components["responses"]["GetTrackConvAddchange404"];
export type ResponseGetTrackConvAddchange409 =
  components["responses"]["GetTrackConvAddchange409"];
export type ResponseGetTrackConvAddchange422 =
  components["responses"]["GetTrackConvAddchange422"];
export type ResponsePostTrackConvAddchange400 =
  components["responses"]["PostTrackConvAddchange400"];
export type ResponsePostTrackConvAddchange401 =
  components["responses"]["PostTrackConvAddchange401"];
export type ResponsePostTrackConvAddchange404 =
  components["responses"]["PostTrackConvAddchange404"];
export type ResponsePostTrackConvAddchange409 =
  components["responses"]["PostTrackConvAddchange409"];
export type ResponsePostTrackConvAddchange422 =
  components["responses"]["PostTrackConvAddchange422"];
export type ResponseGetTrackLead400 =
  components["responses"]["GetTrackLead400"];
export type ResponseGetTrackLead401 =
  components["responses"]["GetTrackLead401"];
export type ResponseGetTrackLead404 =
  components["responses"]["GetTrackLead404"];
export type ResponseGetTrackLead409 =
  components["responses"]["GetTrackLead409"];
export type ResponseGetTrackLead422 =
  components["responses"]["GetTrackLead422"];
export type ResponsePostTrackLead400 =
  components["responses"]["PostTrackLead400"];
export type ResponsePostTrackLead401 =
  components["responses"]["PostTrackLead401"];
export type ResponsePostTrackLead404 =
  components["responses"]["PostTrackLead404"];
export type ResponsePostTrackLead409 =
  components["responses"]["PostTrackLead409"];
export type ResponsePostTrackLead422 =
  components["responses"]["PostTrackLead422"];
export type ResponseGetTrackSale400 =
  components["responses"]["GetTrackSale400"];
export type ResponseGetTrackSale401 =
  components["responses"]["GetTrackSale401"];
export type ResponseGetTrackSale404 =
  components["responses"]["GetTrackSale404"];
export type ResponseGetTrackSale409 =
  components["responses"]["GetTrackSale409"];
export type ResponseGetTrackSale422 =
  components["responses"]["GetTrackSale422"];
export type ResponsePostTrackSale400 =
  components["responses"]["PostTrackSale400"];
export type ResponsePostTrackSale401 =
  components["responses"]["PostTrackSale401"];
export type ResponsePostTrackSale404 =
  components["responses"]["PostTrackSale404"];
export type ResponsePostTrackSale409 =
  components["responses"]["PostTrackSale409"];
export type ResponsePostTrackSale422 =
  components["responses"]["PostTrackSale422"];
export type ResponseGetClickPhp400 = components["responses"]["GetClickPhp400"];
export type ResponseGetClickPhp401 = components["responses"]["GetClickPhp401"];
export type ResponseGetClickPhp404 = components["responses"]["GetClickPhp404"];
export type ResponseGetClickPhp409 = components["responses"]["GetClickPhp409"];
export type ResponseGetClickPhp422 = components["responses"]["GetClickPhp422"];
export type ResponsePostClickPhp400 =
  components["responses"]["PostClickPhp400"];
export type ResponsePostClickPhp401 =
  components["responses"]["PostClickPhp401"];
export type ResponsePostClickPhp404 =
  components["responses"]["PostClickPhp404"];
export type ResponsePostClickPhp409 =
  components["responses"]["PostClickPhp409"];
export type ResponsePostClickPhp422 =
  components["responses"]["PostClickPhp422"];
export type ResponseGetClick400 = components["responses"]["GetClick400"];
export type ResponseGetClick401 = components["responses"]["GetClick401"];
export type ResponseGetClick404 = components["responses"]["GetClick404"];
export type ResponseGetClick409 = components["responses"]["GetClick409"];
export type ResponseGetClick422 = components["responses"]["GetClick422"];
export type ResponsePostClick400 = components["responses"]["PostClick400"];
export type ResponsePostClick401 = components["responses"]["PostClick401"];
export type ResponsePostClick404 = components["responses"]["PostClick404"];
export type ResponsePostClick409 = components["responses"]["PostClick409"];
export type ResponsePostClick422 = components["responses"]["PostClick422"];
export type ResponseGetScriptsSalePhp400 =
  components["responses"]["GetScriptsSalePhp400"];
export type ResponseGetScriptsSalePhp401 =
  components["responses"]["GetScriptsSalePhp401"];
export type ResponseGetScriptsSalePhp404 =
  components["responses"]["GetScriptsSalePhp404"];
export type ResponseGetScriptsSalePhp409 =
  components["responses"]["GetScriptsSalePhp409"];
export type ResponseGetScriptsSalePhp422 =
  components["responses"]["GetScriptsSalePhp422"];
export type ResponsePostScriptsSalePhp400 =
  components["responses"]["PostScriptsSalePhp400"];
export type ResponsePostScriptsSalePhp401 =
  components["responses"]["PostScriptsSalePhp401"];
export type ResponsePostScriptsSalePhp404 =
  components["responses"]["PostScriptsSalePhp404"];
export type ResponsePostScriptsSalePhp409 =
  components["responses"]["PostScriptsSalePhp409"];
export type ResponsePostScriptsSalePhp422 =
  components["responses"]["PostScriptsSalePhp422"];
export type ResponseGetConversionXid400 =
  components["responses"]["GetConversionXid400"];
export type ResponseGetConversionXid401 =
  components["responses"]["GetConversionXid401"];
export type ResponseGetConversionXid404 =
  components["responses"]["GetConversionXid404"];
export type ResponseGetConversionXid409 =
  components["responses"]["GetConversionXid409"];
export type ResponseGetConversionXid422 =
  components["responses"]["GetConversionXid422"];
export type ResponsePostConversionXid400 =
  components["responses"]["PostConversionXid400"];
export type ResponsePostConversionXid401 =
  components["responses"]["PostConversionXid401"];
export type ResponsePostConversionXid404 =
  components["responses"]["PostConversionXid404"];
export type ResponsePostConversionXid409 =
  components["responses"]["PostConversionXid409"];
export type ResponsePostConversionXid422 =
  components["responses"]["PostConversionXid422"];
export type ResponseGetTracking202StaticGpbPhp400 =
  components["responses"]["GetTracking202StaticGpbPhp400"];
export type ResponseGetTracking202StaticGpbPhp401 =
  components["responses"]["GetTracking202StaticGpbPhp401"];
export type ResponseGetTracking202StaticGpbPhp404 =
  components["responses"]["GetTracking202StaticGpbPhp404"];
export type ResponseGetTracking202StaticGpbPhp409 =
  components["responses"]["GetTracking202StaticGpbPhp409"];
export type ResponseGetTracking202StaticGpbPhp422 =
  components["responses"]["GetTracking202StaticGpbPhp422"];
export type ResponsePostTracking202StaticGpbPhp400 =
  components["responses"]["PostTracking202StaticGpbPhp400"];
export type ResponsePostTracking202StaticGpbPhp401 =
  components["responses"]["PostTracking202StaticGpbPhp401"];
export type ResponsePostTracking202StaticGpbPhp404 =
  components["responses"]["PostTracking202StaticGpbPhp404"];
export type ResponsePostTracking202StaticGpbPhp409 =
  components["responses"]["PostTracking202StaticGpbPhp409"];
export type ResponsePostTracking202StaticGpbPhp422 =
  components["responses"]["PostTracking202StaticGpbPhp422"];
export type ResponseGetV1PostbackByKey400 =
  components["responses"]["GetV1PostbackByKey400"];
export type ResponseGetV1PostbackByKey401 =
  components["responses"]["GetV1PostbackByKey401"];
export type ResponseGetV1PostbackByKey404 =
  components["responses"]["GetV1PostbackByKey404"];
export type ResponseGetV1PostbackByKey409 =
  components["responses"]["GetV1PostbackByKey409"];
export type ResponseGetV1PostbackByKey422 =
  components["responses"]["GetV1PostbackByKey422"];
export type ResponsePostV1PostbackByKey400 =
  components["responses"]["PostV1PostbackByKey400"];
export type ResponsePostV1PostbackByKey401 =
  components["responses"]["PostV1PostbackByKey401"];
export type ResponsePostV1PostbackByKey404 =
  components["responses"]["PostV1PostbackByKey404"];
export type ResponsePostV1PostbackByKey409 =
  components["responses"]["PostV1PostbackByKey409"];
export type ResponsePostV1PostbackByKey422 =
  components["responses"]["PostV1PostbackByKey422"];
export type ResponseGetPostback400 = components["responses"]["GetPostback400"];
export type ResponseGetPostback401 = components["responses"]["GetPostback401"];
export type ResponseGetPostback404 = components["responses"]["GetPostback404"];
export type ResponseGetPostback409 = components["responses"]["GetPostback409"];
export type ResponseGetPostback422 = components["responses"]["GetPostback422"];
export type ResponsePostPostback400 =
  components["responses"]["PostPostback400"];
export type ResponsePostPostback401 =
  components["responses"]["PostPostback401"];
export type ResponsePostPostback404 =
  components["responses"]["PostPostback404"];
export type ResponsePostPostback409 =
  components["responses"]["PostPostback409"];
export type ResponsePostPostback422 =
  components["responses"]["PostPostback422"];
export type ResponseGetByKeyPostback400 =
  components["responses"]["GetByKeyPostback400"];
export type ResponseGetByKeyPostback401 =
  components["responses"]["GetByKeyPostback401"];
export type ResponseGetByKeyPostback404 =
  components["responses"]["GetByKeyPostback404"];
export type ResponseGetByKeyPostback409 =
  components["responses"]["GetByKeyPostback409"];
export type ResponseGetByKeyPostback422 =
  components["responses"]["GetByKeyPostback422"];
export type ResponsePostByKeyPostback400 =
  components["responses"]["PostByKeyPostback400"];
export type ResponsePostByKeyPostback401 =
  components["responses"]["PostByKeyPostback401"];
export type ResponsePostByKeyPostback404 =
  components["responses"]["PostByKeyPostback404"];
export type ResponsePostByKeyPostback409 =
  components["responses"]["PostByKeyPostback409"];
export type ResponsePostByKeyPostback422 =
  components["responses"]["PostByKeyPostback422"];
export type ResponseGetConversionAny400 =
  components["responses"]["GetConversionAny400"];
export type ResponseGetConversionAny401 =
  components["responses"]["GetConversionAny401"];
export type ResponseGetConversionAny404 =
  components["responses"]["GetConversionAny404"];
export type ResponseGetConversionAny409 =
  components["responses"]["GetConversionAny409"];
export type ResponseGetConversionAny422 =
  components["responses"]["GetConversionAny422"];
export type ResponsePostConversionAny400 =
  components["responses"]["PostConversionAny400"];
export type ResponsePostConversionAny401 =
  components["responses"]["PostConversionAny401"];
export type ResponsePostConversionAny404 =
  components["responses"]["PostConversionAny404"];
export type ResponsePostConversionAny409 =
  components["responses"]["PostConversionAny409"];
export type ResponsePostConversionAny422 =
  components["responses"]["PostConversionAny422"];
export type ResponseGetAdvertisersBySidConversions400 =
  components["responses"]["GetAdvertisersBySidConversions400"];
export type ResponseGetAdvertisersBySidConversions401 =
  components["responses"]["GetAdvertisersBySidConversions401"];
export type ResponseGetAdvertisersBySidConversions404 =
  components["responses"]["GetAdvertisersBySidConversions404"];
export type ResponseGetAdvertisersBySidConversions409 =
  components["responses"]["GetAdvertisersBySidConversions409"];
export type ResponseGetAdvertisersBySidConversions422 =
  components["responses"]["GetAdvertisersBySidConversions422"];
export type ResponsePostAdvertisersBySidConversions400 =
  components["responses"]["PostAdvertisersBySidConversions400"];
export type ResponsePostAdvertisersBySidConversions401 =
  components["responses"]["PostAdvertisersBySidConversions401"];
export type ResponsePostAdvertisersBySidConversions404 =
  components["responses"]["PostAdvertisersBySidConversions404"];
export type ResponsePostAdvertisersBySidConversions409 =
  components["responses"]["PostAdvertisersBySidConversions409"];
export type ResponsePostAdvertisersBySidConversions422 =
  components["responses"]["PostAdvertisersBySidConversions422"];
export type ResponseGetRoot400 = components["responses"]["GetRoot400"];
export type ResponseGetRoot401 = components["responses"]["GetRoot401"];
export type ResponseGetRoot404 = components["responses"]["GetRoot404"];
export type ResponseGetRoot409 = components["responses"]["GetRoot409"];
export type ResponseGetRoot422 = components["responses"]["GetRoot422"];
export type ResponsePostRoot400 = components["responses"]["PostRoot400"];
export type ResponsePostRoot401 = components["responses"]["PostRoot401"];
export type ResponsePostRoot404 = components["responses"]["PostRoot404"];
export type ResponsePostRoot409 = components["responses"]["PostRoot409"];
export type ResponsePostRoot422 = components["responses"]["PostRoot422"];
export type ResponseInvalidLimitOrInvalidCursor =
  components["responses"]["InvalidLimitOrInvalidCursor"];
export type ResponseUnauthenticated =
  components["responses"]["Unauthenticated"];
export type ResponseNotFound = components["responses"]["NotFound"];
export type ResponseMissingScope = components["responses"]["MissingScope"];
export type ResponseMissingScopeOrWrongOrigin =
  components["responses"]["MissingScopeOrWrongOrigin"];
export type ResponseIdempotencyConflictOrInFlight =
  components["responses"]["IdempotencyConflictOrInFlight"];
export type ResponseMalformed = components["responses"]["Malformed"];
export type ResponseWrongOrigin = components["responses"]["WrongOrigin"];
export type ResponseWrongPasswordOrWrongCode =
  components["responses"]["WrongPasswordOrWrongCode"];
export type ResponseWrongCodeOrTicketExpired =
  components["responses"]["WrongCodeOrTicketExpired"];
export type ResponsePostSessionPassword403 =
  components["responses"]["PostSessionPassword403"];
export type ResponseWrongPasswordOrUnauthenticated =
  components["responses"]["WrongPasswordOrUnauthenticated"];
export type ResponseDeleteSessions403 =
  components["responses"]["DeleteSessions403"];
export type ResponseDeleteSessions400 =
  components["responses"]["DeleteSessions400"];
export type ResponseStaleVersion412 =
  components["responses"]["StaleVersion412"];
export type ResponsePostSessionTotp403 =
  components["responses"]["PostSessionTotp403"];
export type ResponsePostSessionTotp409 =
  components["responses"]["PostSessionTotp409"];
export type ResponsePostSessionTotpConfirm403 =
  components["responses"]["PostSessionTotpConfirm403"];
export type ResponseWrongCodeOrUnauthenticated =
  components["responses"]["WrongCodeOrUnauthenticated"];
export type ResponsePostSessionTotpConfirm409 =
  components["responses"]["PostSessionTotpConfirm409"];
export type ResponsePostSessionTotpRemove403 =
  components["responses"]["PostSessionTotpRemove403"];
export type ResponseUnknownLink = components["responses"]["UnknownLink"];
export type ResponseLinkUsedOrAlreadyExists =
  components["responses"]["LinkUsedOrAlreadyExists"];
export type ResponsePostInvitationsAccept409 =
  components["responses"]["PostInvitationsAccept409"];
export type ResponsePostPasswordResets409 =
  components["responses"]["PostPasswordResets409"];
export type ResponsePostTokens403 = components["responses"]["PostTokens403"];
export type ResponsePostTokens409 = components["responses"]["PostTokens409"];
export type ResponseUnknownReferenceOrInvalidRequest =
  components["responses"]["UnknownReferenceOrInvalidRequest"];
export type ResponsePostUsers409 = components["responses"]["PostUsers409"];
export type ResponseAlreadyExistsOrLastAdmin =
  components["responses"]["AlreadyExistsOrLastAdmin"];
export type ResponseLastAdmin = components["responses"]["LastAdmin"];
export type ResponsePostUsersByIdReset409 =
  components["responses"]["PostUsersByIdReset409"];
export type ResponsePostInvitations409 =
  components["responses"]["PostInvitations409"];
export type ResponsePostAdvertisers409 =
  components["responses"]["PostAdvertisers409"];
export type ResponseUnknownCurrencyOrInvalidRequest =
  components["responses"]["UnknownCurrencyOrInvalidRequest"];
export type ResponseAlreadyExists = components["responses"]["AlreadyExists"];
export type ResponseInUse = components["responses"]["InUse"];
export type ResponsePostAffiliates409 =
  components["responses"]["PostAffiliates409"];
export type ResponsePostAffiliates422 =
  components["responses"]["PostAffiliates422"];
export type ResponseChangeAffiliatesById422 =
  components["responses"]["ChangeAffiliatesById422"];
export type ResponseReplaceAffiliatesById422 =
  components["responses"]["ReplaceAffiliatesById422"];
export type ResponsePostCampaignsByIdDestinations422 =
  components["responses"]["PostCampaignsByIdDestinations422"];
export type ResponseChangeCampaignsByIdDestinationsByPart422 =
  components["responses"]["ChangeCampaignsByIdDestinationsByPart422"];
export type ResponseReplaceCampaignsByIdDestinationsByPart422 =
  components["responses"]["ReplaceCampaignsByIdDestinationsByPart422"];
export type ResponsePostCampaignsByIdGoalsByKeyPayouts422 =
  components["responses"]["PostCampaignsByIdGoalsByKeyPayouts422"];
export type ResponseInvalidAmountOrInvalidRequest =
  components["responses"]["InvalidAmountOrInvalidRequest"];
export type ResponsePostCampaigns422 =
  components["responses"]["PostCampaigns422"];
export type ResponsePostCampaigns409 =
  components["responses"]["PostCampaigns409"];
export type ResponseChangeCampaignsById422 =
  components["responses"]["ChangeCampaignsById422"];
export type ResponseReplaceCampaignsById422 =
  components["responses"]["ReplaceCampaignsById422"];
export type ResponsePostCampaignsByIdGoals409 =
  components["responses"]["PostCampaignsByIdGoals409"];
export type ResponsePostCampaignsByIdGoals422 =
  components["responses"]["PostCampaignsByIdGoals422"];
export type ResponseChangeCampaignsByIdGoalsByKey422 =
  components["responses"]["ChangeCampaignsByIdGoalsByKey422"];
export type ResponseReplaceCampaignsByIdGoalsByKey422 =
  components["responses"]["ReplaceCampaignsByIdGoalsByKey422"];
export type ResponsePostLinks422 = components["responses"]["PostLinks422"];
export type ResponsePostLinks409 = components["responses"]["PostLinks409"];
export type ResponseChangeLinksById422 =
  components["responses"]["ChangeLinksById422"];
export type ResponseReplaceLinksById422 =
  components["responses"]["ReplaceLinksById422"];
export type ResponseAlreadyClaimed = components["responses"]["AlreadyClaimed"];
export type ResponseInvalidClickId = components["responses"]["InvalidClickId"];
export type ResponseUnknownClick = components["responses"]["UnknownClick"];
export type ResponsePostLedgerEntriesByIdRelease409 =
  components["responses"]["PostLedgerEntriesByIdRelease409"];
export type ResponsePostLedgerAdjustments409 =
  components["responses"]["PostLedgerAdjustments409"];
export type ResponseInvalidMonthOrInvalidRequest =
  components["responses"]["InvalidMonthOrInvalidRequest"];
export type ResponsePostPeriodsByMonthLock409 =
  components["responses"]["PostPeriodsByMonthLock409"];
export type ResponsePostPaymentRuns422 =
  components["responses"]["PostPaymentRuns422"];
export type ResponsePostPaymentsByIdClose409 =
  components["responses"]["PostPaymentsByIdClose409"];
export type ResponsePostPaymentsByIdPay409 =
  components["responses"]["PostPaymentsByIdPay409"];
export type ResponsePostPaymentsByIdFail409 =
  components["responses"]["PostPaymentsByIdFail409"];
export type ResponsePostInvoices409 =
  components["responses"]["PostInvoices409"];
export type ResponsePostInvoicesByIdReceive409 =
  components["responses"]["PostInvoicesByIdReceive409"];
export type ResponsePostConversions409 =
  components["responses"]["PostConversions409"];
export type ResponseInvalidClickIdOrMalformed =
  components["responses"]["InvalidClickIdOrMalformed"];
export type ResponsePostConversions422 =
  components["responses"]["PostConversions422"];
export type ResponseIllegalTransitionOrStaleVersion =
  components["responses"]["IllegalTransitionOrStaleVersion"];
export type ResponseChangeConversionsById422 =
  components["responses"]["ChangeConversionsById422"];
export type ResponsePostAffiliatesByIdPostbacks422 =
  components["responses"]["PostAffiliatesByIdPostbacks422"];
export type ResponseChangeAffiliatesByIdPostbacksByEndpointId422 =
  components["responses"]["ChangeAffiliatesByIdPostbacksByEndpointId422"];
export type ResponsePostAffiliatesByIdPostbacksByEndpointIdSecrets409 =
  components["responses"]["PostAffiliatesByIdPostbacksByEndpointIdSecrets409"];
export type ResponsePostDeliveriesByIdRetry409 =
  components["responses"]["PostDeliveriesByIdRetry409"];
export type ResponsePostAdvertisersByIdSources409 =
  components["responses"]["PostAdvertisersByIdSources409"];
export type ResponsePostAdvertisersByIdSourcesBySourceIdSecrets409 =
  components["responses"]["PostAdvertisersByIdSourcesBySourceIdSecrets409"];
export type ResponsePostPostbacksReplay422 =
  components["responses"]["PostPostbacksReplay422"];
export type ResponsePostPostbacksByIdReplay409 =
  components["responses"]["PostPostbacksByIdReplay409"];
export type ResponsePostReconciliations400 =
  components["responses"]["PostReconciliations400"];
export type ResponseInFlightOrIdempotencyConflict =
  components["responses"]["InFlightOrIdempotencyConflict"];
export type ResponseNotMatched = components["responses"]["NotMatched"];
export type ResponsePostReconciliationsByIdApply409 =
  components["responses"]["PostReconciliationsByIdApply409"];
export type ResponsePostReconciliationsByIdUndo409 =
  components["responses"]["PostReconciliationsByIdUndo409"];
export type ResponsePostImports400 = components["responses"]["PostImports400"];
export type ResponsePostImportsByIdMapping409 =
  components["responses"]["PostImportsByIdMapping409"];
export type ResponsePostImportsByIdApply409 =
  components["responses"]["PostImportsByIdApply409"];
export type ResponsePostImportsByIdUndo409 =
  components["responses"]["PostImportsByIdUndo409"];
export type $defs = Record<string, never>;
export interface operations {
  getHealthz: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            alive: boolean;
            version: string;
          };
        };
      };
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReadyz: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            ready: boolean;
            degraded: string[];
            database: string;
            public_url?: string;
            journal: {
              bytes: number;
              bytes_max: number;
              drain_lag_bytes: number;
              set_aside: number;
              clicks_not_stored: number;
              postbacks_queued: number;
            };
            postbacks: {
              limited: number;
            };
            ledger?: string;
          };
        };
      };
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getMetrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": string;
          "text/plain": string;
        };
      };
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getV1Postback: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetV1Postback400"];
      401: components["responses"]["GetV1Postback401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetV1Postback404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetV1Postback409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetV1Postback422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postV1Postback: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostV1Postback400"];
      401: components["responses"]["PostV1Postback401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostV1Postback404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostV1Postback409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostV1Postback422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAffLsr: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetAffLsr400"];
      401: components["responses"]["GetAffLsr401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetAffLsr404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetAffLsr409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetAffLsr422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAffLsr: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostAffLsr400"];
      401: components["responses"]["PostAffLsr401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostAffLsr404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostAffLsr409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostAffLsr422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPAshx: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetPAshx400"];
      401: components["responses"]["GetPAshx401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetPAshx404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetPAshx409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetPAshx422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPAshx: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostPAshx400"];
      401: components["responses"]["PostPAshx401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostPAshx404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostPAshx409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostPAshx422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTrackConv: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetTrackConv400"];
      401: components["responses"]["GetTrackConv401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetTrackConv404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetTrackConv409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetTrackConv422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postTrackConv: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostTrackConv400"];
      401: components["responses"]["PostTrackConv401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostTrackConv404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostTrackConv409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostTrackConv422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTrackConvChange: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetTrackConvChange400"];
      401: components["responses"]["GetTrackConvChange401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetTrackConvChange404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetTrackConvChange409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetTrackConvChange422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postTrackConvChange: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostTrackConvChange400"];
      401: components["responses"]["PostTrackConvChange401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostTrackConvChange404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostTrackConvChange409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostTrackConvChange422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTrackConvAddchange: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetTrackConvAddchange400"];
      401: components["responses"]["GetTrackConvAddchange401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetTrackConvAddchange404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetTrackConvAddchange409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetTrackConvAddchange422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postTrackConvAddchange: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostTrackConvAddchange400"];
      401: components["responses"]["PostTrackConvAddchange401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostTrackConvAddchange404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostTrackConvAddchange409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostTrackConvAddchange422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTrackLead: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetTrackLead400"];
      401: components["responses"]["GetTrackLead401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetTrackLead404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetTrackLead409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetTrackLead422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postTrackLead: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostTrackLead400"];
      401: components["responses"]["PostTrackLead401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostTrackLead404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostTrackLead409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostTrackLead422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTrackSale: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetTrackSale400"];
      401: components["responses"]["GetTrackSale401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetTrackSale404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetTrackSale409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetTrackSale422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postTrackSale: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostTrackSale400"];
      401: components["responses"]["PostTrackSale401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostTrackSale404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostTrackSale409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostTrackSale422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getClickPhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetClickPhp400"];
      401: components["responses"]["GetClickPhp401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetClickPhp404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetClickPhp409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetClickPhp422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postClickPhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostClickPhp400"];
      401: components["responses"]["PostClickPhp401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostClickPhp404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostClickPhp409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostClickPhp422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getClick: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetClick400"];
      401: components["responses"]["GetClick401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetClick404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetClick409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetClick422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postClick: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostClick400"];
      401: components["responses"]["PostClick401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostClick404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostClick409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostClick422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getScriptsSalePhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetScriptsSalePhp400"];
      401: components["responses"]["GetScriptsSalePhp401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetScriptsSalePhp404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetScriptsSalePhp409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetScriptsSalePhp422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postScriptsSalePhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostScriptsSalePhp400"];
      401: components["responses"]["PostScriptsSalePhp401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostScriptsSalePhp404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostScriptsSalePhp409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostScriptsSalePhp422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getConversionXid: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetConversionXid400"];
      401: components["responses"]["GetConversionXid401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetConversionXid404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetConversionXid409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetConversionXid422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postConversionXid: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostConversionXid400"];
      401: components["responses"]["PostConversionXid401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostConversionXid404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostConversionXid409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostConversionXid422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTracking202StaticGpbPhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetTracking202StaticGpbPhp400"];
      401: components["responses"]["GetTracking202StaticGpbPhp401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetTracking202StaticGpbPhp404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetTracking202StaticGpbPhp409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetTracking202StaticGpbPhp422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postTracking202StaticGpbPhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostTracking202StaticGpbPhp400"];
      401: components["responses"]["PostTracking202StaticGpbPhp401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostTracking202StaticGpbPhp404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostTracking202StaticGpbPhp409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostTracking202StaticGpbPhp422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getV1PostbackByKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Key of the source. */
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetV1PostbackByKey400"];
      401: components["responses"]["GetV1PostbackByKey401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetV1PostbackByKey404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetV1PostbackByKey409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetV1PostbackByKey422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postV1PostbackByKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Key of the source. */
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostV1PostbackByKey400"];
      401: components["responses"]["PostV1PostbackByKey401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostV1PostbackByKey404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostV1PostbackByKey409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostV1PostbackByKey422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPostback: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetPostback400"];
      401: components["responses"]["GetPostback401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetPostback404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetPostback409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetPostback422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPostback: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostPostback400"];
      401: components["responses"]["PostPostback401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostPostback404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostPostback409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostPostback422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getByKeyPostback: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Key of the source. */
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetByKeyPostback400"];
      401: components["responses"]["GetByKeyPostback401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetByKeyPostback404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetByKeyPostback409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetByKeyPostback422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postByKeyPostback: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Key of the source. */
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostByKeyPostback400"];
      401: components["responses"]["PostByKeyPostback401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostByKeyPostback404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostByKeyPostback409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostByKeyPostback422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getConversionAny: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Parameters as `name:value`, divided by slashes. */
        rest: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetConversionAny400"];
      401: components["responses"]["GetConversionAny401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetConversionAny404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetConversionAny409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetConversionAny422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postConversionAny: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Parameters as `name:value`, divided by slashes. */
        rest: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostConversionAny400"];
      401: components["responses"]["PostConversionAny401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostConversionAny404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostConversionAny409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostConversionAny422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAdvertisersBySidConversions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The account's SID at the sender; not used. */
        sid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetAdvertisersBySidConversions400"];
      401: components["responses"]["GetAdvertisersBySidConversions401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetAdvertisersBySidConversions404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetAdvertisersBySidConversions409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetAdvertisersBySidConversions422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAdvertisersBySidConversions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The account's SID at the sender; not used. */
        sid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostAdvertisersBySidConversions400"];
      401: components["responses"]["PostAdvertisersBySidConversions401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostAdvertisersBySidConversions404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostAdvertisersBySidConversions409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostAdvertisersBySidConversions422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getRoot: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["GetRoot400"];
      401: components["responses"]["GetRoot401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["GetRoot404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["GetRoot409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["GetRoot422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postRoot: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      400: components["responses"]["PostRoot400"];
      401: components["responses"]["PostRoot401"];
      403: components["responses"]["SenderNotAllowed"];
      404: components["responses"]["PostRoot404"];
      405: components["responses"]["MethodNotAllowed"];
      409: components["responses"]["PostRoot409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostRoot422"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getJobs: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "position"
          | "-position"
          | "name"
          | "-name"
          | "last_run_at"
          | "-last_run_at"
          | "next_run_at"
          | "-next_run_at";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description The whole name. */
        name?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Job"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postJobsByNameRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Name of the job. */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: string;
            name: string;
            state: string;
          };
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTasks: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "started_at"
          | "-started_at"
          | "finished_at"
          | "-finished_at";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description The whole name. */
        name?: string;
        /** @description Only rows with this `key`. */
        key?: string;
        /** @description Only rows with this `state`. */
        state?: "waiting" | "running" | "done" | "failed" | "cancelled";
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Task"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTasksById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the task. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postTasksByIdCancel: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the task. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postTasksByIdResume: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the task. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Principal"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          email: string;
          password: string;
          totp?: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SecondStepNeeded"];
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["WrongPasswordOrWrongCode"];
      403: components["responses"]["WrongOrigin"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postSessionSecondStep: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          ticket: string;
          totp: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["WrongCodeOrTicketExpired"];
      403: components["responses"]["WrongOrigin"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Me"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postSessionPassword: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          current: string;
          new: string;
        };
      };
    };
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["WrongPasswordOrUnauthenticated"];
      403: components["responses"]["PostSessionPassword403"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getSessions: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "last_seen_at"
          | "-last_seen_at";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description Only rows with this `user_id`. */
        user_id?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Session"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteSessions: {
    parameters: {
      query?: {
        /** @description Only rows with this `user_id`. */
        user_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["DeleteSessions400"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["DeleteSessions403"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getSessionsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the session. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Session"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteSessionsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the session. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postSessionTotp: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          password: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewSecondStep"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["WrongPasswordOrUnauthenticated"];
      403: components["responses"]["PostSessionTotp403"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostSessionTotp409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postSessionTotpConfirm: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          code: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RecoveryCodes"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["WrongCodeOrUnauthenticated"];
      403: components["responses"]["PostSessionTotpConfirm403"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostSessionTotpConfirm409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postSessionTotpRemove: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          code: string;
        };
      };
    };
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["WrongCodeOrUnauthenticated"];
      403: components["responses"]["PostSessionTotpRemove403"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteUsersByIdTotp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the user. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postSetup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          token: string;
          email: string;
          name?: string | null;
          password: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      400: components["responses"]["Malformed"];
      403: components["responses"]["WrongOrigin"];
      404: components["responses"]["UnknownLink"];
      409: components["responses"]["LinkUsedOrAlreadyExists"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postInvitationsAccept: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          token: string;
          name?: string | null;
          password: string;
          email?: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      400: components["responses"]["Malformed"];
      403: components["responses"]["WrongOrigin"];
      404: components["responses"]["UnknownLink"];
      409: components["responses"]["PostInvitationsAccept409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPasswordResets: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          token: string;
          password: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      400: components["responses"]["Malformed"];
      403: components["responses"]["WrongOrigin"];
      404: components["responses"]["UnknownLink"];
      409: components["responses"]["PostPasswordResets409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTokens: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at"
          | "expires_at"
          | "-expires_at"
          | "last_used_at"
          | "-last_used_at";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description The whole name. */
        name?: string;
        /** @description Only rows with this `role`. */
        role?: "admin" | "manager" | "affiliate" | "advertiser";
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Only rows with this `user_id`. */
        user_id?: string;
        /** @description Only rows with this `revoked`. */
        revoked?: boolean;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Token"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postTokens: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          /** @enum {string} */
          role?: "admin" | "manager" | "affiliate" | "advertiser";
          affiliate_id?: number | null | string;
          advertiser_id?: number | null | string;
          user_id?: string;
          scopes?: string[];
          /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
          expires_at?: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewToken"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["PostTokens403"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostTokens409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTokensById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the token. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Token"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteTokensById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the token. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Token"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getUsers: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "email"
          | "-email"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description The whole email address. */
        email?: string;
        /** @description Only rows with this `role`. */
        role?: "admin" | "manager" | "affiliate" | "advertiser";
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Only rows with this `disabled`. */
        disabled?: boolean;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["User"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postUsers: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          email: string;
          password: string;
          name?: string | null;
          /** @enum {string} */
          role: "admin" | "manager" | "affiliate" | "advertiser";
          affiliate_id?: number | null | string;
          advertiser_id?: number | null | string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostUsers409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getUsersById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the user. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteUsersById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the user. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["LastAdmin"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeUsersById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the user. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string | null;
          /** @enum {string} */
          role?: "admin" | "manager" | "affiliate" | "advertiser";
          affiliate_id?: number | null | string;
          advertiser_id?: number | null | string;
          disabled?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExistsOrLastAdmin"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postUsersByIdReset: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the user. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewPasswordReset"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostUsersByIdReset409"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getInvitations: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "email"
          | "-email"
          | "created_at"
          | "-created_at"
          | "expires_at"
          | "-expires_at";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description The whole email address. */
        email?: string;
        /** @description Only rows with this `role`. */
        role?: "admin" | "manager" | "affiliate" | "advertiser";
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Only rows with this `user_id`. */
        user_id?: string;
        /** @description Only rows with this `accepted`. */
        accepted?: boolean;
        /** @description Only rows with this `revoked`. */
        revoked?: boolean;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Invitation"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postInvitations: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          email: string;
          /** @enum {string} */
          role: "admin" | "manager" | "affiliate" | "advertiser";
          affiliate_id?: number | null | string;
          advertiser_id?: number | null | string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewInvitation"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostInvitations409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getInvitationsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the invitation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invitation"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteInvitationsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the invitation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invitation"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAdvertisers: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at"
          | "external_id"
          | "-external_id";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description Your own id of it. */
        external_id?: string;
        /** @description The whole name. */
        name?: string;
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description Only rows with this `plain_postback`. */
        plain_postback?: "accept" | "pending" | "refuse";
        /** @description Only rows with this `tax_id`. */
        tax_id?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Advertiser"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAdvertisers: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          /** @enum {string} */
          plain_postback?: "accept" | "pending" | "refuse";
          currency?: string | null;
          timezone?: string | null;
          terms_days?: number;
          tax_id?: string | null;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Advertiser"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostAdvertisers409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownCurrencyOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAdvertisersById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Advertiser"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceAdvertisersById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          /** @enum {string} */
          plain_postback?: "accept" | "pending" | "refuse";
          currency?: string | null;
          timezone?: string | null;
          terms_days?: number;
          tax_id?: string | null;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Advertiser"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownCurrencyOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteAdvertisersById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["InUse"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeAdvertisersById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string;
          external_id?: string | null;
          /** @enum {string} */
          plain_postback?: "accept" | "pending" | "refuse";
          currency?: string | null;
          timezone?: string | null;
          terms_days?: number;
          tax_id?: string | null;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Advertiser"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownCurrencyOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAffiliates: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at"
          | "external_id"
          | "-external_id"
          | "email"
          | "-email"
          | "status"
          | "-status";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description Your own id of it. */
        external_id?: string;
        /** @description The whole name. */
        name?: string;
        /** @description The whole email address. */
        email?: string;
        /** @description Only rows with this `status`. */
        status?: "pending" | "active" | "paused" | "blocked";
        /** @description Only rows with this `payout_currency`. */
        payout_currency?: string;
        /** @description Whether payments are held back. */
        payment_hold?: boolean;
        /** @description Only rows with this `tax_id`. */
        tax_id?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Affiliate"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAffiliates: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          email?: string | null;
          /** @enum {string} */
          status?: "pending" | "active" | "paused" | "blocked";
          param_names?: {
            [key: string]: string;
          };
          timezone?: string | null;
          payout_currency?: string | null;
          min_payout?: string | null;
          schedule?:
            ("weekly" | "biweekly" | "monthly" | "net15" | "net30") | null;
          payment_method?: string | null;
          payment_details?: {
            [key: string]: string;
          } | null;
          tax_id?: string | null;
          payment_hold?: boolean;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Affiliate"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostAffiliates409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostAffiliates422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAffiliatesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Affiliate"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceAffiliatesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          email?: string | null;
          /** @enum {string} */
          status?: "pending" | "active" | "paused" | "blocked";
          param_names?: {
            [key: string]: string;
          };
          timezone?: string | null;
          payout_currency?: string | null;
          min_payout?: string | null;
          schedule?:
            ("weekly" | "biweekly" | "monthly" | "net15" | "net30") | null;
          payment_method?: string | null;
          payment_details?: {
            [key: string]: string;
          } | null;
          tax_id?: string | null;
          payment_hold?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Affiliate"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ReplaceAffiliatesById422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteAffiliatesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["InUse"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeAffiliatesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string;
          external_id?: string | null;
          email?: string | null;
          /** @enum {string} */
          status?: "pending" | "active" | "paused" | "blocked";
          param_names?: {
            [key: string]: string;
          };
          timezone?: string | null;
          payout_currency?: string | null;
          min_payout?: string | null;
          schedule?:
            ("weekly" | "biweekly" | "monthly" | "net15" | "net30") | null;
          payment_method?: string | null;
          payment_details?: {
            [key: string]: string;
          } | null;
          tax_id?: string | null;
          payment_hold?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Affiliate"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ChangeAffiliatesById422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdTargeting: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Targeting"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceCampaignsByIdTargeting: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          countries?: {
            allow?: string[];
            deny?: string[];
          };
          devices?: {
            allow?: (
              "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
            )[];
            deny?: ("desktop" | "mobile" | "tablet" | "tv" | "bot" | "other")[];
          };
          os?: {
            allow?: (
              | "windows"
              | "macos"
              | "ios"
              | "android"
              | "linux"
              | "chromeos"
              | "other"
            )[];
            deny?: (
              | "windows"
              | "macos"
              | "ios"
              | "android"
              | "linux"
              | "chromeos"
              | "other"
            )[];
          };
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Targeting"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdEffective: {
    parameters: {
      query?: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description A time, RFC 3339, or the start of a day in your zone; now if left out. */
        at?: string;
      };
      header?: never;
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Effective"];
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdDestinations: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at"
          | "weight"
          | "-weight";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Whether it is paused. */
        paused?: boolean;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Destination"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postCampaignsByIdDestinations: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url: string;
          weight?: number;
          name?: string | null;
          paused?: boolean;
          affiliate_id?: number | null | string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Destination"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostCampaignsByIdDestinations422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdDestinationsByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Destination"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceCampaignsByIdDestinationsByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url: string;
          weight?: number;
          name?: string | null;
          paused?: boolean;
          affiliate_id?: number | null | string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Destination"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ReplaceCampaignsByIdDestinationsByPart422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteCampaignsByIdDestinationsByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeCampaignsByIdDestinationsByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url?: string;
          weight?: number;
          name?: string | null;
          paused?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Destination"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ChangeCampaignsByIdDestinationsByPart422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdCaps: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "id" | "-id" | "created_at" | "-created_at";
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Another name of `goal`. */
        goal_key?: string;
        /** @description Only rows with this `sub_name`. */
        sub_name?:
          | "source"
          | "sub1"
          | "sub2"
          | "sub3"
          | "sub4"
          | "sub5"
          | "sub6"
          | "sub7"
          | "sub8"
          | "sub9"
          | "sub10";
        /** @description Only rows with this `metric`. */
        metric?: "clicks" | "conversions" | "revenue" | "payout";
        /** @description Only rows with this `period`. */
        period?: "day" | "month" | "total";
        /** @description Only rows with this `over`. */
        over?: "fallback" | "unpaid" | "accept";
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Cap"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postCampaignsByIdCaps: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | null | string;
          goal_key?: string | null;
          goal?: string | null;
          sub_name?: string | null;
          sub_value?: string | null;
          /** @enum {string} */
          metric: "clicks" | "conversions" | "revenue" | "payout";
          /** @enum {string} */
          period: "day" | "month" | "total";
          limit: number | string;
          /** @enum {string} */
          over?: "fallback" | "unpaid" | "accept";
          /** @enum {string} */
          over_cap?: "fallback" | "unpaid" | "accept";
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Cap"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdCapsByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Cap"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceCampaignsByIdCapsByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | null | string;
          goal_key?: string | null;
          sub_name?: string | null;
          sub_value?: string | null;
          /** @enum {string} */
          metric: "clicks" | "conversions" | "revenue" | "payout";
          /** @enum {string} */
          period: "day" | "month" | "total";
          limit: number | string;
          /** @enum {string} */
          over?: "fallback" | "unpaid" | "accept";
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Cap"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteCampaignsByIdCapsByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeCampaignsByIdCapsByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          limit?: number | string;
          /** @enum {string} */
          over?: "fallback" | "unpaid" | "accept";
          /** @enum {string} */
          over_cap?: "fallback" | "unpaid" | "accept";
          /** @enum {string} */
          period?: "day" | "month" | "total";
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Cap"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdAffiliates: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "affiliate_id"
          | "-affiliate_id"
          | "created_at"
          | "-created_at"
          | "updated_at"
          | "-updated_at";
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Only rows with this `status`. */
        status?: "applied" | "approved" | "refused" | "blocked";
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Approval"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postCampaignsByIdAffiliates: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id: number | string;
          /** @enum {string} */
          status: "applied" | "approved" | "refused" | "blocked";
          reason?: string | null;
          accepted_terms_version?: string | null;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Approval"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdAffiliatesByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id, or `external_id:` and its external id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Approval"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceCampaignsByIdAffiliatesByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id, or `external_id:` and its external id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id: number | string;
          /** @enum {string} */
          status: "applied" | "approved" | "refused" | "blocked";
          reason?: string | null;
          accepted_terms_version?: string | null;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Approval"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteCampaignsByIdAffiliatesByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id, or `external_id:` and its external id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeCampaignsByIdAffiliatesByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id, or `external_id:` and its external id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          status?: "applied" | "approved" | "refused" | "blocked";
          reason?: string | null;
          accepted_terms_version?: string | null;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Approval"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTrafficRules: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "id" | "-id" | "created_at" | "-created_at";
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Only rows with this `field`. */
        field?:
          | "source"
          | "sub1"
          | "sub2"
          | "sub3"
          | "sub4"
          | "sub5"
          | "sub6"
          | "sub7"
          | "sub8"
          | "sub9"
          | "sub10"
          | "country"
          | "asn"
          | "referrer";
        /** @description Only rows with this `op`. */
        op?: "equals" | "contains" | "starts_with" | "in";
        /** @description Only rows with this `action`. */
        action?: "block" | "fallback" | "flag";
        /** @description Whether it is paused. */
        paused?: boolean;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["TrafficRule"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postTrafficRules: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | null | string;
          affiliate_id?: number | null | string;
          field: string | "country" | "asn" | "referrer";
          /** @enum {string} */
          op: "equals" | "contains" | "starts_with" | "in";
          values: string[];
          /** @enum {string} */
          action: "block" | "fallback" | "flag";
          reason?: string | null;
          paused?: boolean;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TrafficRule"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTrafficRulesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the traffic rule. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TrafficRule"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceTrafficRulesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the traffic rule. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | null | string;
          affiliate_id?: number | null | string;
          field: string | "country" | "asn" | "referrer";
          /** @enum {string} */
          op: "equals" | "contains" | "starts_with" | "in";
          values: string[];
          /** @enum {string} */
          action: "block" | "fallback" | "flag";
          reason?: string | null;
          paused?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TrafficRule"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteTrafficRulesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the traffic rule. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeTrafficRulesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the traffic rule. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          field?: string | "country" | "asn" | "referrer";
          /** @enum {string} */
          op?: "equals" | "contains" | "starts_with" | "in";
          values?: string[];
          /** @enum {string} */
          action?: "block" | "fallback" | "flag";
          reason?: string | null;
          paused?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TrafficRule"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdGoalsByKeyPayouts: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "valid_from"
          | "-valid_from"
          | "valid_to"
          | "-valid_to";
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Key of the goal; `*` is every goal where prices are set. */
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["GoalPayout"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postCampaignsByIdGoalsByKeyPayouts: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Key of the goal; `*` is every goal where prices are set. */
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | null | string;
          valid_from?: string | null;
          valid_to?: string | null;
          revenue?:
            | (
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  }
              )
            | null;
          payout?:
            | (
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  }
              )
            | null;
          tiers?: {
            /** @enum {string} */
            by: "count" | "volume";
            /** @enum {string} */
            period: "day" | "month" | "total";
            steps: {
              from: string;
              payout:
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  };
            }[];
          } | null;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GoalPayout"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostCampaignsByIdGoalsByKeyPayouts422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdGoalsByKeyPayoutsByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Key of the goal; `*` is every goal where prices are set. */
        key: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GoalPayout"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteCampaignsByIdGoalsByKeyPayoutsByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Key of the goal; `*` is every goal where prices are set. */
        key: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeCampaignsByIdGoalsByKeyPayoutsByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Key of the goal; `*` is every goal where prices are set. */
        key: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          valid_to?: string | null;
          revenue?:
            | (
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  }
              )
            | null;
          payout?:
            | (
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  }
              )
            | null;
          tiers?: {
            /** @enum {string} */
            by: "count" | "volume";
            /** @enum {string} */
            period: "day" | "month" | "total";
            steps: {
              from: string;
              payout:
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  };
            }[];
          } | null;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GoalPayout"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidAmountOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdClickPrices: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "valid_from"
          | "-valid_from"
          | "valid_to"
          | "-valid_to";
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Only rows with this `model`. */
        model?: "cpc" | "cpm";
        /** @description Only rows with this `counts`. */
        counts?: "unique" | "all";
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ClickPrice"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postCampaignsByIdClickPrices: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | null | string;
          /** @enum {string} */
          model: "cpc" | "cpm";
          revenue: string;
          payout: string;
          /** @enum {string} */
          counts?: "unique" | "all";
          valid_from?: string | null;
          valid_to?: string | null;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClickPrice"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdClickPricesByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClickPrice"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteCampaignsByIdClickPricesByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeCampaignsByIdClickPricesByPart: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Its id. */
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          valid_to: string | null;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClickPrice"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postBulkAdvertisers: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            name: string;
            external_id?: string | null;
            /** @enum {string} */
            plain_postback?: "accept" | "pending" | "refuse";
            currency?: string | null;
            timezone?: string | null;
            terms_days?: number;
            tax_id?: string | null;
          }[];
          partial?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Advertiser"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Advertiser"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postBulkAffiliates: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            name: string;
            external_id?: string | null;
            email?: string | null;
            /** @enum {string} */
            status?: "pending" | "active" | "paused" | "blocked";
            param_names?: {
              [key: string]: string;
            };
            timezone?: string | null;
            payout_currency?: string | null;
            min_payout?: string | null;
            schedule?:
              ("weekly" | "biweekly" | "monthly" | "net15" | "net30") | null;
            payment_method?: string | null;
            payment_details?: {
              [key: string]: string;
            } | null;
            tax_id?: string | null;
            payment_hold?: boolean;
          }[];
          partial?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Affiliate"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Affiliate"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postBulkCampaigns: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            name: string;
            external_id?: string | null;
            destination_url: string;
            click_param?: string;
            /** @enum {string} */
            status?: "draft" | "active" | "paused" | "archived";
            starts_at?: string | null;
            ends_at?: string | null;
            lookback_days?: number;
            backfill_days?: number;
            min_seconds_to_convert?: number;
            fallback_url?: string | null;
            timezone?: string | null;
            /** @enum {string} */
            visibility?: "public" | "request" | "private";
            pass_query?: boolean;
            deep_link_hosts?: string[];
            description?: string | null;
            terms?: string | null;
            /** @enum {string} */
            over_cap?: "reject" | "pending" | "unpaid" | "accept";
            /** @enum {string} */
            over?: "reject" | "pending" | "unpaid" | "accept";
            allow_payout_above_revenue?: boolean;
            payout_currency?: string | null;
            fx_spread_percent?: string;
            advertiser_id: number | string;
            currency: string;
            goals: {
              key: string;
              name?: string;
              default?: boolean;
              /** @enum {string} */
              dedupe?: "order" | "click" | "every";
              /** @enum {string} */
              default_status?: "approved" | "pending";
              lookback_days?: number | null;
              after?: string | null;
              max_per_click?: number | null;
              /** @enum {string} */
              fixed_on_refund?: "keep" | "prorate";
              auto_approve_days?: number | null;
              hold_days?: number;
              revenue:
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  };
              payout:
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  };
            }[];
          }[];
          partial?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Campaign"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Campaign"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postBulkGoals: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            campaign_id: number | string;
            key: string;
            name?: string;
            default?: boolean;
            /** @enum {string} */
            dedupe?: "order" | "click" | "every";
            /** @enum {string} */
            default_status?: "approved" | "pending";
            lookback_days?: number | null;
            after?: string | null;
            max_per_click?: number | null;
            /** @enum {string} */
            fixed_on_refund?: "keep" | "prorate";
            auto_approve_days?: number | null;
            hold_days?: number;
            revenue:
              | {
                  /** @constant */
                  type: "fixed";
                  amount: string;
                }
              | {
                  /** @constant */
                  type: "percent";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "percent_of_revenue";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "fixed_plus_percent";
                  amount: string;
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "as_sent";
                }
              | {
                  /** @constant */
                  type: "none";
                };
            payout:
              | {
                  /** @constant */
                  type: "fixed";
                  amount: string;
                }
              | {
                  /** @constant */
                  type: "percent";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "percent_of_revenue";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "fixed_plus_percent";
                  amount: string;
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "as_sent";
                }
              | {
                  /** @constant */
                  type: "none";
                };
          }[];
          partial?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Goal"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Goal"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postBulkPayouts: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            campaign_id: number | string;
            goal_key?: string;
            goal?: string;
            affiliate_id?: number | null | string;
            valid_from?: string | null;
            valid_to?: string | null;
            revenue?:
              | (
                  | {
                      /** @constant */
                      type: "fixed";
                      amount: string;
                    }
                  | {
                      /** @constant */
                      type: "percent";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "percent_of_revenue";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "fixed_plus_percent";
                      amount: string;
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "as_sent";
                    }
                  | {
                      /** @constant */
                      type: "none";
                    }
                )
              | null;
            payout?:
              | (
                  | {
                      /** @constant */
                      type: "fixed";
                      amount: string;
                    }
                  | {
                      /** @constant */
                      type: "percent";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "percent_of_revenue";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "fixed_plus_percent";
                      amount: string;
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "as_sent";
                    }
                  | {
                      /** @constant */
                      type: "none";
                    }
                )
              | null;
            tiers?: {
              /** @enum {string} */
              by: "count" | "volume";
              /** @enum {string} */
              period: "day" | "month" | "total";
              steps: {
                from: string;
                payout:
                  | {
                      /** @constant */
                      type: "fixed";
                      amount: string;
                    }
                  | {
                      /** @constant */
                      type: "percent";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "percent_of_revenue";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "fixed_plus_percent";
                      amount: string;
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "as_sent";
                    }
                  | {
                      /** @constant */
                      type: "none";
                    };
              }[];
            } | null;
          }[];
          partial?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["GoalPayout"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["GoalPayout"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postBulkLinks: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            campaign_id?: number | string;
            smart?: {
              campaign_id: number | string;
              weight?: number;
              rules?: {
                countries?: string[];
                devices?: (
                  "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
                )[];
                os?: (
                  | "windows"
                  | "macos"
                  | "ios"
                  | "android"
                  | "linux"
                  | "chromeos"
                  | "other"
                )[];
              };
            }[];
            affiliate_id: number | string;
            subs?: {
              [key: string]: string;
            };
            external_id?: string | null;
            fallback_url?: string | null;
            deep_link?: string | null;
            param_names?: {
              [key: string]: string;
            };
          }[];
          partial?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Link"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Link"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaigns: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at"
          | "external_id"
          | "-external_id"
          | "starts_at"
          | "-starts_at"
          | "ends_at"
          | "-ends_at";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Your own id of it. */
        external_id?: string;
        /** @description The whole name. */
        name?: string;
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description Only rows with this `payout_currency`. */
        payout_currency?: string;
        /** @description Only rows with this `status`. */
        status?: "draft" | "active" | "paused" | "archived";
        /** @description Only rows with this `visibility`. */
        visibility?: "public" | "request" | "private";
        /** @description Only rows with this `over_cap`. */
        over_cap?: "reject" | "pending" | "unpaid" | "accept";
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Campaign"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postCampaigns: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          destination_url: string;
          click_param?: string;
          /** @enum {string} */
          status?: "draft" | "active" | "paused" | "archived";
          starts_at?: string | null;
          ends_at?: string | null;
          lookback_days?: number;
          backfill_days?: number;
          min_seconds_to_convert?: number;
          fallback_url?: string | null;
          timezone?: string | null;
          /** @enum {string} */
          visibility?: "public" | "request" | "private";
          pass_query?: boolean;
          deep_link_hosts?: string[];
          description?: string | null;
          terms?: string | null;
          /** @enum {string} */
          over_cap?: "reject" | "pending" | "unpaid" | "accept";
          /** @enum {string} */
          over?: "reject" | "pending" | "unpaid" | "accept";
          allow_payout_above_revenue?: boolean;
          payout_currency?: string | null;
          fx_spread_percent?: string;
          advertiser_id: number | string;
          currency: string;
          goals: {
            key: string;
            name?: string;
            default?: boolean;
            /** @enum {string} */
            dedupe?: "order" | "click" | "every";
            /** @enum {string} */
            default_status?: "approved" | "pending";
            lookback_days?: number | null;
            after?: string | null;
            max_per_click?: number | null;
            /** @enum {string} */
            fixed_on_refund?: "keep" | "prorate";
            auto_approve_days?: number | null;
            hold_days?: number;
            revenue:
              | {
                  /** @constant */
                  type: "fixed";
                  amount: string;
                }
              | {
                  /** @constant */
                  type: "percent";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "percent_of_revenue";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "fixed_plus_percent";
                  amount: string;
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "as_sent";
                }
              | {
                  /** @constant */
                  type: "none";
                };
            payout:
              | {
                  /** @constant */
                  type: "fixed";
                  amount: string;
                }
              | {
                  /** @constant */
                  type: "percent";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "percent_of_revenue";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "fixed_plus_percent";
                  amount: string;
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "as_sent";
                }
              | {
                  /** @constant */
                  type: "none";
                };
          }[];
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostCampaigns409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostCampaigns422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceCampaignsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          destination_url: string;
          click_param?: string;
          /** @enum {string} */
          status?: "draft" | "active" | "paused" | "archived";
          starts_at?: string | null;
          ends_at?: string | null;
          lookback_days?: number;
          backfill_days?: number;
          min_seconds_to_convert?: number;
          fallback_url?: string | null;
          timezone?: string | null;
          /** @enum {string} */
          visibility?: "public" | "request" | "private";
          pass_query?: boolean;
          deep_link_hosts?: string[];
          description?: string | null;
          terms?: string | null;
          /** @enum {string} */
          over_cap?: "reject" | "pending" | "unpaid" | "accept";
          allow_payout_above_revenue?: boolean;
          payout_currency?: string | null;
          fx_spread_percent?: string;
          advertiser_id: number | string;
          currency: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ReplaceCampaignsById422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteCampaignsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeCampaignsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string;
          external_id?: string | null;
          destination_url?: string;
          click_param?: string;
          /** @enum {string} */
          status?: "draft" | "active" | "paused" | "archived";
          starts_at?: string | null;
          ends_at?: string | null;
          lookback_days?: number;
          backfill_days?: number;
          min_seconds_to_convert?: number;
          fallback_url?: string | null;
          timezone?: string | null;
          /** @enum {string} */
          visibility?: "public" | "request" | "private";
          pass_query?: boolean;
          deep_link_hosts?: string[];
          description?: string | null;
          terms?: string | null;
          /** @enum {string} */
          over_cap?: "reject" | "pending" | "unpaid" | "accept";
          /** @enum {string} */
          over?: "reject" | "pending" | "unpaid" | "accept";
          allow_payout_above_revenue?: boolean;
          payout_currency?: string | null;
          fx_spread_percent?: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ChangeCampaignsById422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdGoals: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "position" | "-position" | "key" | "-key" | "name" | "-name";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description Only rows with this `dedupe`. */
        dedupe?: "order" | "click" | "every";
        /** @description Only rows with this `default_status`. */
        default_status?: "approved" | "pending";
        /** @description Only rows with this `default`. */
        default?: boolean;
        /** @description Only rows with this `fixed_on_refund`. */
        fixed_on_refund?: "keep" | "prorate";
      };
      header?: never;
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Goal"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postCampaignsByIdGoals: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          key: string;
          name?: string;
          default?: boolean;
          /** @enum {string} */
          dedupe?: "order" | "click" | "every";
          /** @enum {string} */
          default_status?: "approved" | "pending";
          lookback_days?: number | null;
          after?: string | null;
          max_per_click?: number | null;
          /** @enum {string} */
          fixed_on_refund?: "keep" | "prorate";
          auto_approve_days?: number | null;
          hold_days?: number;
          revenue:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
          payout:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Goal"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostCampaignsByIdGoals409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostCampaignsByIdGoals422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdGoalsByKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Key of the goal; `*` is every goal where prices are set. */
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Goal"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceCampaignsByIdGoalsByKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Key of the goal; `*` is every goal where prices are set. */
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          key: string;
          name: string;
          default?: boolean;
          /** @enum {string} */
          dedupe?: "order" | "click" | "every";
          /** @enum {string} */
          default_status?: "approved" | "pending";
          lookback_days?: number | null;
          after?: string | null;
          max_per_click?: number | null;
          /** @enum {string} */
          fixed_on_refund?: "keep" | "prorate";
          auto_approve_days?: number | null;
          hold_days?: number;
          revenue:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
          payout:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Goal"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ReplaceCampaignsByIdGoalsByKey422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteCampaignsByIdGoalsByKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Key of the goal; `*` is every goal where prices are set. */
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["InUse"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeCampaignsByIdGoalsByKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
        /** @description Key of the goal; `*` is every goal where prices are set. */
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string;
          default?: boolean;
          /** @enum {string} */
          dedupe?: "order" | "click" | "every";
          /** @enum {string} */
          default_status?: "approved" | "pending";
          lookback_days?: number | null;
          after?: string | null;
          max_per_click?: number | null;
          /** @enum {string} */
          fixed_on_refund?: "keep" | "prorate";
          auto_approve_days?: number | null;
          hold_days?: number;
          revenue?:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
          payout?:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Goal"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ChangeCampaignsByIdGoalsByKey422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getLinks: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "slug"
          | "-slug"
          | "created_at"
          | "-created_at"
          | "external_id"
          | "-external_id";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Your own id of it. */
        external_id?: string;
        /** @description The link's part of its address. */
        slug?: string;
        /** @description Only rows with this `kind`. */
        kind?: "plain" | "smart";
        /** @description Whether it is paused. */
        paused?: boolean;
        /** @description Only rows with this `archived`. */
        archived?: boolean;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Link"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postLinks: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | string;
          smart?: {
            campaign_id: number | string;
            weight?: number;
            rules?: {
              countries?: string[];
              devices?: (
                "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
              )[];
              os?: (
                | "windows"
                | "macos"
                | "ios"
                | "android"
                | "linux"
                | "chromeos"
                | "other"
              )[];
            };
          }[];
          affiliate_id: number | string;
          subs?: {
            [key: string]: string;
          };
          external_id?: string | null;
          fallback_url?: string | null;
          deep_link?: string | null;
          param_names?: {
            [key: string]: string;
          };
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Link"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostLinks409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostLinks422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getLinksById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the link, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Link"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceLinksById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the link, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | string;
          smart?: {
            campaign_id: number | string;
            weight?: number;
            rules?: {
              countries?: string[];
              devices?: (
                "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
              )[];
              os?: (
                | "windows"
                | "macos"
                | "ios"
                | "android"
                | "linux"
                | "chromeos"
                | "other"
              )[];
            };
          }[];
          affiliate_id: number | string;
          subs?: {
            [key: string]: string;
          };
          external_id?: string | null;
          fallback_url?: string | null;
          deep_link?: string | null;
          param_names?: {
            [key: string]: string;
          };
          paused?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Link"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ReplaceLinksById422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteLinksById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the link, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["InUse"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeLinksById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the link, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          paused?: boolean;
          /** @constant */
          archived?: false;
          external_id?: string | null;
          fallback_url?: string | null;
          deep_link?: string | null;
          param_names?: {
            [key: string]: string;
          };
          smart?: {
            campaign_id: number | string;
            weight?: number;
            rules?: {
              countries?: string[];
              devices?: (
                "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
              )[];
              os?: (
                | "windows"
                | "macos"
                | "ios"
                | "android"
                | "linux"
                | "chromeos"
                | "other"
              )[];
            };
          }[];
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Link"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ChangeLinksById422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getV1ClickByIdClaim: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the click. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            deep_link: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
      400: components["responses"]["InvalidClickId"];
      404: components["responses"]["UnknownClick"];
      409: components["responses"]["AlreadyClaimed"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getClicks: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "clicked_at" | "-clicked_at";
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Id of the link, or `external_id:` and its external id. */
        link_id?: number | string;
        /** @description Only rows with this `verdict`. */
        verdict?:
          | "sent"
          | "paused"
          | "not_started"
          | "ended"
          | "capped"
          | "geo"
          | "device"
          | "os"
          | "source_blocked"
          | "affiliate_blocked"
          | "not_approved";
        /** @description The click that it is about. */
        click_id?: string;
        /** @description The affiliate's own id of the click. */
        click_ref?: string;
        /** @description Only rows with this `country`. */
        country?: string;
        /** @description Address of the sender. */
        ip?: string;
        /** @description Only rows with this `source`. */
        source?: string;
        /** @description Only rows with this `sub1`. */
        sub1?: string;
        /** @description Only rows with this `pays`. */
        pays?: boolean;
        /** @description Only rows with this `device`. */
        device?: string;
        /** @description Only rows with this `os`. */
        os?: string;
        /** @description Only rows with this `browser`. */
        browser?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Click"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postClicks: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          slug: string;
          params?: {
            [key: string]: string;
          };
          ip?: string;
          user_agent?: string;
          referrer?: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MadeClick"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getClicksSummary: {
    parameters: {
      query?: {
        /** @description The property to count by. */
        group_by?:
          "verdict" | "code" | "source" | "campaign" | "affiliate" | "day";
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
        /** @description The `source` that the affiliate's link names. */
        source_id?: string;
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: string;
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: string;
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClickSummary"];
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getClicksById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the click. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClickWithConversions"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteClicksByIdPersonalData: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the click. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postLinksByIdTestClick: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the link, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MadeClick"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postSandboxClick: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url?: string;
          slug?: string;
          query?: string;
          ip?: string;
          user_agent?: string;
          referrer?: string;
          country?: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TriedClick"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAffiliatesByIdBalance: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "currency" | "-currency";
        /** @description Only rows with this `currency`. */
        currency?: string;
      };
      header?: never;
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AffiliateBalance"];
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAffiliatesByIdEntries: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "booked_at" | "-booked_at";
        /** @description A figure of the balance: only the entries behind it. */
        figure?: "pending" | "on_hold" | "payable" | "in_payments" | "paid";
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Id of the conversion. */
        conversion_id?: string;
        /** @description Only rows with this `payment_id`. */
        payment_id?: string;
        /** @description Only rows with this `origin_id`. */
        origin_id?: string;
        /** @description Only rows with this `kind`. */
        kind?: string[];
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["AffiliateEntry"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
            totals: {
              currency: string;
              count: number;
              pending: string;
              amount: string;
              /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
              exact?: {
                pending?: string;
                amount?: string;
              };
            }[];
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAffiliatesByIdEntriesByEntryId: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the ledger entry. */
        entry_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AffiliateEntryWithHistory"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getLedgerAccounts: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "currency" | "-currency";
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        as_of?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AccountBalances"];
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getLedgerTransactions: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "booked_at" | "-booked_at";
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description Id of the conversion. */
        conversion_id?: string;
        /** @description Only rows with this `origin_id`. */
        origin_id?: string;
        /** @description Only rows with this `rate_id`. */
        rate_id?: number;
        /** @description Only rows with this `goal_payout_id`. */
        goal_payout_id?: number;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
        /** @description Only rows with this `kind`. */
        kind?: string[];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["LedgerEntry"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
            totals: {
              currency: string;
              receivable_pending: string;
              /** @description What the advertiser owes. */
              receivable: string;
              payable_pending: string;
              /** @description What the affiliate is owed, as a credit. */
              payable: string;
              margin_pending: string;
              margin: string;
              cash: string;
              /** @description Differences absorbed by a reconciliation. */
              variance: string;
              /** @description Counterpart of a sum owed in another currency. */
              fx: string;
            }[];
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getLedgerTransactionsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the transaction. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LedgerEntryWithOrigins"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getLedgerVerify: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LedgerCheck"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postLedgerEntriesByIdRelease: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the entry. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reason: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReleasedHold"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostLedgerEntriesByIdRelease409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getLedgerAdjustments: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "booked_at" | "-booked_at";
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description Id of the conversion. */
        conversion_id?: string;
        /** @description Only rows with this `origin_id`. */
        origin_id?: string;
        /** @description Only rows with this `rate_id`. */
        rate_id?: number;
        /** @description Only rows with this `goal_payout_id`. */
        goal_payout_id?: number;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
        /** @description Only rows with this `kind`. */
        kind?: ("bonus" | "advance" | "write_off" | "correction")[];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["LedgerEntry"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
            totals: {
              currency: string;
              receivable_pending: string;
              /** @description What the advertiser owes. */
              receivable: string;
              payable_pending: string;
              /** @description What the affiliate is owed, as a credit. */
              payable: string;
              margin_pending: string;
              margin: string;
              cash: string;
              /** @description Differences absorbed by a reconciliation. */
              variance: string;
              /** @description Counterpart of a sum owed in another currency. */
              fx: string;
            }[];
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postLedgerAdjustments: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | string;
          advertiser_id?: number | string;
          amount: string;
          currency: string;
          reason: string;
          /** @enum {string} */
          kind: "bonus" | "advance" | "write_off" | "correction";
          campaign_id?: number | string;
          origin_id?: string;
          idempotency_key?: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LedgerEntryWithOrigins"];
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LedgerEntryWithOrigins"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostLedgerAdjustments409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPeriods: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "month" | "-month" | "locked_at" | "-locked_at";
        /** @description Only rows with this `month`. */
        month?: string;
        /** @description Only rows with this `locked_by`. */
        locked_by?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Period"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPeriodsByMonthLock: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description A month, such as `2026-10`. */
        month: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          reason?: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Period"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostPeriodsByMonthLock409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidMonthOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getFxRates: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "date" | "-date";
        /** @description The day of the rates, such as `2026-11-22`. */
        date?: string;
        /** @description The base currency of the rates. */
        base?: string;
        /** @description Only rows with this `source`. */
        source?: "api" | "ecb";
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["FxRate"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceFxRates: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json":
          | {
              date: string;
              base: string;
              rates: {
                [key: string]: string;
              };
            }
          | {
              ecb_xml: string;
            }
          | string;
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FxRates"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCampaignsByIdClickDays: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "day" | "-day";
        /** @description Only rows with this `day`. */
        day?: string;
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the campaign, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ClickDay"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPayments: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "closed_at"
          | "-closed_at"
          | "settled_at"
          | "-settled_at";
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Id of the payment run. */
        run_id?: string;
        /** @description Only rows with this `state`. */
        state?: "draft" | "closed" | "paid" | "failed" | "void";
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description Only rows with this `method`. */
        method?: string;
        /** @description Only rows with this `reference`. */
        reference?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Payment"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
            totals: {
              currency: string;
              state: components["schemas"]["PaymentState"];
              count: number;
              amount: string;
              /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
              exact?: {
                amount?: string;
              };
            }[];
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPaymentsById: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the payment. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentWithEntries"];
          "text/html": string;
          "text/csv": string;
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPaymentRuns: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "id" | "-id" | "created_at" | "-created_at" | "up_to" | "-up_to";
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description Only rows with this `schedule`. */
        schedule?: string;
        /** @description Only rows with this `only_collected`. */
        only_collected?: boolean;
        /** @description Only rows with this `created_by`. */
        created_by?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["PaymentRun"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPaymentRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          currency: string;
          /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
          up_to: string;
          min_amount?: string | null;
          affiliate_ids?: (number | string)[];
          only_collected?: boolean;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentRunResult"];
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentRunResult"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostPaymentRuns422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPaymentRunsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the payment run. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentRun"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPaymentRunsByIdExportCsv: {
    parameters: {
      query?: {
        /** @description Only rows with this `format`. */
        format?: "bank" | "wallet";
      };
      header?: never;
      path: {
        /** @description Id of the payment run. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPaymentsByIdClose: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the payment. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payment"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostPaymentsByIdClose409"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPaymentsByIdPay: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the payment. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reference: string;
          /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
          paid_at?: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payment"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostPaymentsByIdPay409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPaymentsByIdFail: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the payment. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reason: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payment"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostPaymentsByIdFail409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPaymentsByIdVoid: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the payment. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reason: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payment"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPaymentsClose: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          ids: string[];
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentOutcome"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPaymentsPay: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          payments: {
            id: string;
            reference?: string;
          }[];
          reference?: string;
          /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
          paid_at?: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentOutcome"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPaymentsFail: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          ids: string[];
          reason: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentOutcome"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPaymentsVoid: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          ids: string[];
          reason: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentOutcome"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAffiliatesByIdPaymentDetails: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentDetails"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceAffiliatesByIdPaymentDetails: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          details: {
            [key: string]: string;
          } | null;
        };
      };
    };
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getInvoices: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "number"
          | "-number"
          | "created_at"
          | "-created_at"
          | "due_at"
          | "-due_at"
          | "settled_at"
          | "-settled_at";
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Only rows with this `number`. */
        number?: number;
        /** @description Only rows with this `state`. */
        state?: "open" | "paid" | "void";
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Invoice"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
            totals: {
              currency: string;
              state: components["schemas"]["InvoiceState"];
              count: number;
              amount: string;
              received: string;
              /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
              exact?: {
                amount?: string;
                received?: string;
              };
            }[];
            /** @description Open amounts by days since they were due. */
            ageing: {
              currency: string;
              current: string;
              "1-30": string;
              "31-60": string;
              "61-90": string;
              "90+": string;
              /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
              exact?: {
                current?: string;
                "1-30"?: string;
                "31-60"?: string;
                "61-90"?: string;
                "90+"?: string;
              };
            }[];
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postInvoices: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          advertiser_id: number | string;
          from: string;
          to: string;
          currency?: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invoice"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostInvoices409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getInvoicesById: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the invoice. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InvoiceWithLines"];
          "text/html": string;
          "text/csv": string;
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postInvoicesByIdReceive: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the invoice. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          amount: string;
          date: string;
          reference: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invoice"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostInvoicesByIdReceive409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postInvoicesByIdVoid: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the invoice. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reason: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invoice"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getConversions: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "recorded_at" | "-recorded_at";
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Id of the link, or `external_id:` and its external id. */
        link_id?: number | string;
        /** @description Id of the source; several are separated by commas. */
        source_id?: number;
        /** @description Key of the goal. */
        goal?: string;
        /** @description Another name of `goal`. */
        goal_key?: string;
        /** @description Only rows with this `status`. */
        status?: "pending" | "approved" | "rejected" | "reversed";
        /** @description The reason of the status. */
        reason?: string;
        /** @description A flag of the conversion, such as `test`. */
        flag?: string;
        /** @description The advertiser's order. */
        order_id?: string;
        /** @description The advertiser's id of the customer. */
        customer_id?: string;
        /** @description The click that it is about. */
        click_id?: string;
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description Only rows with this `goal_payout_id`. */
        goal_payout_id?: number;
        /** @description Only rows with this `rate_id`. */
        rate_id?: number;
        /** @description Only rows with this `owed_rate_id`. */
        owed_rate_id?: number;
        /** @description Only rows with this `proof`. */
        proof?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Conversion"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
            totals: {
              currency: string;
              status: components["schemas"]["ConversionStatus"];
              count: number;
              amount: string;
              revenue: string;
              payout: string;
              /** @description The unrounded amounts of those fields that rounding to the currency's minor unit changed; absent if none was. */
              exact?: {
                amount?: string;
                revenue?: string;
                payout?: string;
              };
            }[];
            /** @description True if only the newest 100,000 were added up. */
            totals_are_partial: boolean;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postConversions: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          click_id?: string;
          link_id?: number | string;
          campaign_id?: number | string;
          affiliate_id?: number | string;
          goal?: string;
          goal_key?: string;
          order_id?: string | null;
          customer_id?: string | null;
          /** @enum {string} */
          status?: "pending" | "approved" | "rejected" | "reversed";
          amount?: string | null;
          currency?: string;
          revenue?: string;
          payout?: string;
          occurred_at?: string | null;
          reason: string;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["ConversionWithHistory"]
            | components["schemas"]["ConversionDryRun"];
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["ConversionWithHistory"]
            | components["schemas"]["ConversionDryRun"];
        };
      };
      400: components["responses"]["InvalidClickIdOrMalformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostConversions409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostConversions422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getConversionsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the conversion. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConversionWithHistory"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeConversionsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the conversion. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          status?: "pending" | "approved" | "rejected" | "reversed";
          amount?: string | null;
          refunded?: string;
          revenue?: string;
          payout?: string;
          reason: string;
          version?: number;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["ConversionWithHistory"]
            | components["schemas"]["ConversionDryRun"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IllegalTransitionOrStaleVersion"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ChangeConversionsById422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postConversionsBulk: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          ids?: string[];
          filter?: {
            [key: string]: string | number;
          };
          /** @enum {string} */
          status: "pending" | "approved" | "rejected" | "reversed";
          reason: string;
          dry_run?: boolean;
          as_task?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BulkChange"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getConversionRules: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "id" | "-id" | "created_at" | "-created_at";
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Only rows with this `field`. */
        field?: string;
        /** @description Only rows with this `op`. */
        op?: string;
        /** @description Only rows with this `action`. */
        action?: "pending" | "reject";
        /** @description Only rows with this `enabled`. */
        enabled?: boolean;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ConversionRule"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postConversionRules: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | null | string;
          affiliate_id?: number | null | string;
          field: string;
          op: string;
          values: string[];
          /** @enum {string} */
          action: "pending" | "reject";
          reason?: string | null;
          enabled?: boolean;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConversionRule"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getConversionRulesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the conversion rule. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConversionRule"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceConversionRulesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the conversion rule. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | null | string;
          affiliate_id?: number | null | string;
          field: string;
          op: string;
          values: string[];
          /** @enum {string} */
          action: "pending" | "reject";
          reason?: string | null;
          enabled?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConversionRule"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteConversionRulesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the conversion rule. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeConversionRulesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the conversion rule. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          field?: string;
          op?: string;
          values?: string[];
          /** @enum {string} */
          action?: "pending" | "reject";
          reason?: string | null;
          enabled?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConversionRule"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getBackfillWindows: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "opens_at"
          | "-opens_at"
          | "closes_at"
          | "-closes_at";
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Only rows with this `source_key`. */
        source_key?: string;
        /** @description Only rows with this `state`. */
        state?: "scheduled" | "open" | "closed";
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["BackfillWindow"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postBackfillWindows: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          advertiser_id: number | string;
          campaign_id?: number | null | string;
          /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
          opens_at: string;
          /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
          closes_at: string;
          /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
          event_from: string;
          /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
          event_to: string;
          source_key?: string | null;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BackfillWindow"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getBackfillWindowsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the backfill window. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BackfillWindow"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteBackfillWindowsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the backfill window. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postBackfillWindowsByIdClose: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the backfill window. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BackfillWindow"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postBulkEndpoints: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            affiliate_id: number | string;
            url?: string;
            /** @enum {string} */
            preset?:
              | "voluum"
              | "redtrack"
              | "bemob"
              | "keitaro"
              | "binom"
              | "everflow"
              | "tune"
              | "affise"
              | "scaleo"
              | "cake"
              | "generic";
            domain?: string;
            key?: string;
            click_ref_in?: string;
            /** @enum {string} */
            method?: "GET" | "POST";
            body?: string | null;
            headers?: {
              [key: string]: string;
            };
            campaign_id?: number | null | string;
            statuses?: ("pending" | "approved" | "rejected" | "reversed")[];
            goals?: string[] | null;
            also_general?: boolean;
            only_final?: boolean;
            secret?: string | true;
            success_match?: string | null;
            send_zero?: boolean;
            rate_per_second?: number | null;
            timeout_s?: number;
            age_budget_hours?: number;
            enabled?: boolean;
          }[];
          partial?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["NewEndpoint"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["NewEndpoint"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPostbackPresets: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          "position" | "-position" | "preset" | "-preset" | "title" | "-title";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description Only rows with this `preset`. */
        preset?:
          | "voluum"
          | "redtrack"
          | "bemob"
          | "keitaro"
          | "binom"
          | "everflow"
          | "tune"
          | "affise"
          | "scaleo"
          | "cake"
          | "generic";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["EndpointPreset"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAffiliatesByIdPostbacks: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "id" | "-id" | "created_at" | "-created_at" | "url" | "-url";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Only rows with this `preset`. */
        preset?:
          | "voluum"
          | "redtrack"
          | "bemob"
          | "keitaro"
          | "binom"
          | "everflow"
          | "tune"
          | "affise"
          | "scaleo"
          | "cake"
          | "generic";
        /** @description Only rows with this `method`. */
        method?: "GET" | "POST";
        /** @description Only rows with this `enabled`. */
        enabled?: boolean;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Endpoint"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAffiliatesByIdPostbacks: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url?: string;
          /** @enum {string} */
          preset?:
            | "voluum"
            | "redtrack"
            | "bemob"
            | "keitaro"
            | "binom"
            | "everflow"
            | "tune"
            | "affise"
            | "scaleo"
            | "cake"
            | "generic";
          domain?: string;
          key?: string;
          click_ref_in?: string;
          /** @enum {string} */
          method?: "GET" | "POST";
          body?: string | null;
          headers?: {
            [key: string]: string;
          };
          campaign_id?: number | null | string;
          statuses?: ("pending" | "approved" | "rejected" | "reversed")[];
          goals?: string[] | null;
          also_general?: boolean;
          only_final?: boolean;
          secret?: string | true;
          success_match?: string | null;
          send_zero?: boolean;
          rate_per_second?: number | null;
          timeout_s?: number;
          age_budget_hours?: number;
          enabled?: boolean;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewEndpoint"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostAffiliatesByIdPostbacks422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAffiliatesByIdPostbacksByEndpointId: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the endpoint. */
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Endpoint"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteAffiliatesByIdPostbacksByEndpointId: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the endpoint. */
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["InUse"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeAffiliatesByIdPostbacksByEndpointId: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the endpoint. */
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url?: string;
          /** @enum {string} */
          preset?:
            | "voluum"
            | "redtrack"
            | "bemob"
            | "keitaro"
            | "binom"
            | "everflow"
            | "tune"
            | "affise"
            | "scaleo"
            | "cake"
            | "generic";
          domain?: string;
          key?: string;
          click_ref_in?: string;
          /** @enum {string} */
          method?: "GET" | "POST";
          body?: string | null;
          headers?: {
            [key: string]: string;
          };
          statuses?: ("pending" | "approved" | "rejected" | "reversed")[];
          goals?: string[] | null;
          also_general?: boolean;
          only_final?: boolean;
          success_match?: string | null;
          send_zero?: boolean;
          rate_per_second?: number | null;
          timeout_s?: number;
          age_budget_hours?: number;
          enabled?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Endpoint"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["ChangeAffiliatesByIdPostbacksByEndpointId422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAffiliatesByIdPostbacksByEndpointIdSecrets: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the endpoint. */
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          secret?: string;
        } | null;
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewEndpointSecret"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostAffiliatesByIdPostbacksByEndpointIdSecrets409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteAffiliatesByIdPostbacksByEndpointIdSecretsBySecretId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the endpoint. */
        endpoint_id: string;
        /** @description Id of the secret. */
        secret_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAffiliatesByIdPostbacksByEndpointIdPause: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the endpoint. */
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          reason?: string;
        } | null;
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Endpoint"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAffiliatesByIdPostbacksByEndpointIdResume: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the endpoint. */
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Endpoint"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAffiliatesByIdPostbacksByEndpointIdTest: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the endpoint. */
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          conversion_id?: string;
          /** @enum {string} */
          status?: "pending" | "approved" | "rejected" | "reversed";
          goal?: string;
          order_id?: string;
          payout?: string;
          currency?: string;
          click_ref?: string;
          source?: string;
          country?: string;
          sub1?: string;
          sub2?: string;
          sub3?: string;
          sub4?: string;
          sub5?: string;
          sub6?: string;
          sub7?: string;
          sub8?: string;
          sub9?: string;
          sub10?: string;
        } | null;
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EndpointTest"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getDeliveries: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "created_at" | "-created_at";
        /** @description Id of the conversion. */
        conversion_id?: string;
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: number | string;
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Only rows with this `endpoint_id`. */
        endpoint_id?: number;
        /** @description Only rows with this `state`. */
        state?: (
          | "due"
          | "sending"
          | "parked"
          | "delivered"
          | "expired"
          | "superseded"
          | "cancelled"
        )[];
        /** @description Only rows with this `status`. */
        status?: "pending" | "approved" | "rejected" | "reversed";
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Delivery"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getDeliveriesById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the delivery. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryWithAttempts"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postDeliveriesByIdRetry: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the delivery. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          force?: boolean;
        } | null;
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryWithAttempts"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostDeliveriesByIdRetry409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postDeliveriesReplay: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          filter?: {
            conversion_id?: string;
            affiliate_id?: number | string;
            campaign_id?: number | string;
            endpoint_id?: number;
            state?: string | string[];
            from?: string;
            to?: string;
          };
          dry_run?: boolean;
          per_second?: number;
          as_task?: boolean;
          cursor?: {
            after_id: string;
            up_to_id: string;
            due_at: string;
          };
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryReplay"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAdvertisersByIdSources: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "id" | "-id" | "name" | "-name" | "created_at" | "-created_at";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description The whole name. */
        name?: string;
        /** @description Only rows with this `preset`. */
        preset?:
          | "partnerstack"
          | "impact"
          | "partnerize"
          | "affise"
          | "tune"
          | "post_affiliate_pro"
          | "scaleo"
          | "voluum"
          | "redtrack"
          | "bemob"
          | "everflow"
          | "cake"
          | "keitaro"
          | "binom"
          | "prosper202"
          | "dub";
        /** @description Only rows with this `require`. */
        require?: "none" | "token" | "signature";
        /** @description Only rows with this `enforce`. */
        enforce?: boolean;
        /** @description Only rows with this `default`. */
        default?: boolean;
        /** @description Only rows with this `currency`. */
        currency?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Source"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAdvertisersByIdSources: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          key?: string;
          default?: boolean;
          preset?: string | null;
          mapping?: {
            [key: string]: string[];
          };
          goal_map?: {
            [key: string]: string;
          };
          status_map?: {
            [key: string]:
              | string
              | {
                  status: string;
                  goal?: string;
                  mode?: string;
                };
          };
          secrets?: string[];
          token?: string | null;
          require?: string;
          allow_ips?: string[];
          enforce?: boolean;
          drift_seconds?: number;
          timezone?: string;
          currency?: string | null;
          amount_unit?: string;
          decimal_comma?: boolean;
          amount_updates?: boolean;
          reversal_amount?: string | null;
          reinstate?: boolean;
          answer?: string | null;
          rate_per_second?: number | null;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Source"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostAdvertisersByIdSources409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAdvertisersByIdSourcesBySourceId: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the source. */
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Source"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteAdvertisersByIdSourcesBySourceId: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the source. */
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["InUse"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeAdvertisersByIdSourcesBySourceId: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the source. */
        source_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string;
          default?: boolean;
          preset?: string | null;
          mapping?: {
            [key: string]: string[];
          };
          goal_map?: {
            [key: string]: string;
          };
          status_map?: {
            [key: string]:
              | string
              | {
                  status: string;
                  goal?: string;
                  mode?: string;
                };
          };
          secrets?: string[];
          token?: string | null;
          require?: string;
          allow_ips?: string[];
          enforce?: boolean;
          drift_seconds?: number;
          timezone?: string;
          currency?: string | null;
          amount_unit?: string;
          decimal_comma?: boolean;
          amount_updates?: boolean;
          reversal_amount?: string | null;
          reinstate?: boolean;
          answer?: string | null;
          rate_per_second?: number | null;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Source"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAdvertisersByIdSourcesBySourceIdSecrets: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the source. */
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          secret?: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewSourceSecret"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostAdvertisersByIdSourcesBySourceIdSecrets409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteAdvertisersByIdSourcesBySourceIdSecretsBySecretId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the source. */
        source_id: string;
        /** @description Id of the secret. */
        secret_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The answer has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAdvertisersByIdSourcesBySourceIdRotateKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the source. */
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Source"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAdvertisersByIdSourcesBySourceIdRotateToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the source. */
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          token?: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SourceWithToken"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAdvertisersByIdSourcesBySourceIdSheet: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the source. */
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SourceSheet"];
          "text/html": string;
        };
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAdvertisersByIdSourcesBySourceIdHealth: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the source. */
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SourceHealth"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAdvertisersByIdSourcesHealth: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "source_id" | "-source_id";
        /** @description Id of the source; several are separated by commas. */
        source_id?: number;
      };
      header?: never;
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["SourceHealth"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPostbacks: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "received_at" | "-received_at";
        /** @description `recorded`, `updated`, `duplicate`, `ignored`, or the code of a refusal; several are separated by commas. */
        outcome?: string[];
        /** @description Code of the refusal; several are separated by commas. */
        code?: string[];
        /** @description Id of the source; several are separated by commas. */
        source_id?: number[];
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: (number | string)[];
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: (number | string)[];
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: (number | string)[];
        /** @description The click that it is about. */
        click_id?: string;
        /** @description The affiliate's own id of the click. */
        click_ref?: string;
        /** @description The advertiser's order. */
        order_id?: string;
        /** @description Id of the conversion. */
        conversion_id?: string;
        /** @description Key of the goal. */
        goal?: string[];
        /** @description Another name of `goal`. */
        goal_key?: string[];
        /** @description Address of the sender. */
        ip?: string[];
        /** @description Status of the answer, such as `422`, or `4xx` for a class. */
        http_status?: string[];
        /** @description Only rows with this `method`. */
        method?: ("GET" | "POST" | "HEAD")[];
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Postback"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPostbacksSummary: {
    parameters: {
      query?: {
        /** @description The property to count by. */
        group_by?:
          | "code"
          | "verdict"
          | "source"
          | "advertiser"
          | "campaign"
          | "affiliate"
          | "goal"
          | "goal_key"
          | "day";
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
        /** @description Id of the source; several are separated by commas. */
        source_id?: string;
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: string;
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: string;
        /** @description Id of the affiliate, or `external_id:` and its external id. */
        affiliate_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PostbackSummary"];
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getPostbacksById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the postback. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PostbackWithTrace"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPostbacksReplay: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          filter: {
            outcome?: string | number;
            code?: string | number;
            source_id?: string | number;
            advertiser_id?: string | number;
            campaign_id?: string | number;
            affiliate_id?: string | number;
            click_id?: string | number;
            click_ref?: string | number;
            order_id?: string | number;
            conversion_id?: string | number;
            goal?: string | number;
            goal_key?: string | number;
            ip?: string | number;
            http_status?: string | number;
            method?: string | number;
            from?: string | number;
            to?: string | number;
          };
          dry_run?: boolean;
          limit?: number;
          after?: string;
          as_task?: boolean;
        };
      };
    };
    responses: {
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PostbackReplay"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["PostPostbacksReplay422"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postPostbacksByIdReplay: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the postback. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          dry_run?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReplayedPostback"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostPostbacksByIdReplay409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postSandboxPostback: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          method?: "GET" | "POST";
          url?: string;
          query?: string;
          body?:
            | string
            | {
                [key: string]: unknown;
              };
          headers?: {
            [key: string]: string;
          };
          ip?: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TriedPostback"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postAdvertisersByIdSourcesBySourceIdTest: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
        /** @description Id of the source. */
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          /** @enum {string} */
          method?: "GET" | "POST";
          url?: string;
          query?: string;
          body?:
            | string
            | {
                [key: string]: unknown;
              };
          headers?: {
            [key: string]: string;
          };
          ip?: string;
          link_id?: number | string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SourceTest"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReconciliations: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "matched_at"
          | "-matched_at";
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Only rows with this `statement_id`. */
        statement_id?: string;
        /** @description Only rows with this `previous_id`. */
        previous_id?: string;
        /** @description Only rows with this `status`. */
        status?: "matching" | "review" | "applied" | "undone" | "failed";
        /** @description Only rows with this `mapping_confirmed`. */
        mapping_confirmed?: boolean;
        /** @description Only rows with this `frame_confirmed`. */
        frame_confirmed?: boolean;
        /** @description Only rows with this `created_by`. */
        created_by?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Reconciliation"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postReconciliations: {
    parameters: {
      query?: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: string;
        /** @description Time zone of times without an offset, such as `Europe/Berlin`. */
        timezone?: string;
        /** @description A mapping as JSON. */
        mapping?: string;
        /** @description Name of the file. */
        file_name?: string;
        /** @description From this time on, RFC 3339, or from the start of this day in your zone. */
        from?: string;
        /** @description Before this time, RFC 3339, or before the start of this day in your zone. */
        to?: string;
      };
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      400: components["responses"]["PostReconciliations400"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReconciliationsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postReconciliationsByIdMapping: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          mapping?: {
            /** @enum {string} */
            format?: "csv" | "json" | "ndjson";
            /** @enum {string} */
            encoding?:
              | "utf-8"
              | "utf-16le"
              | "utf-16be"
              | "windows-1251"
              | "windows-1252";
            delimiter?: string;
            has_header?: boolean;
            header_row?: number;
            columns?: {
              click_id?: string;
              order_id?: string;
              conversion_id?: string;
              customer_id?: string;
              goal?: string;
              campaign?: string;
              affiliate?: string;
              link?: string;
              status?: string;
              amount?: string;
              revenue?: string;
              payout?: string;
              currency?: string;
              occurred_at?: string;
              reason?: string;
            };
            time_column?: string | null;
            decimal_comma?: boolean;
            /** @enum {string} */
            date_order?: "ymd" | "dmy" | "mdy";
            status_map?: {
              [key: string]: string;
            };
            currency?: string;
            default_status?: string;
            ended?: {
              [key: string]: "rejected" | "reversed";
            };
          };
        } | null;
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReconciliationsByIdRows: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "row_no" | "-row_no";
        /** @description With `true`, only rows that could not be read. */
        problems?: boolean;
        /** @description Only rows with this `problem`. */
        problem?: string;
        /** @description The click that it is about. */
        click_id?: string;
        /** @description The advertiser's order. */
        order_id?: string;
        /** @description Id of the conversion. */
        conversion_id?: string;
        /** @description The advertiser's id of the customer. */
        customer_id?: string;
        /** @description Key of the goal. */
        goal?: string;
        /** @description Only rows with this `campaign`. */
        campaign?: string;
        /** @description Only rows with this `affiliate`. */
        affiliate?: string;
        /** @description Only rows with this `link`. */
        link?: string;
        /** @description Only rows with this `status`. */
        status?: string;
        /** @description Only rows with this `raw_status`. */
        raw_status?: string;
        /** @description Only rows with this `currency`. */
        currency?: string;
      };
      header?: never;
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["StatementRow"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReconciliationsByIdDifference: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Only rows with this `change`. */
        change?: "added" | "removed" | "changed";
        /** @description With `true`, only rows that could not be read. */
        problems?: boolean;
      };
      header?: never;
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              /** @enum {string} */
              change: "added" | "changed" | "removed";
              before: components["schemas"]["StatementRow"] | null;
              after: components["schemas"]["StatementRow"] | null;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
            against: string;
            counts: {
              added: number;
              removed: number;
              changed: number;
            };
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReconciliationsByIdBreaks: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Class of the break, such as `missing_ours`. */
        class?:
          | "missing_ours"
          | "missing_theirs"
          | "amount_mismatch"
          | "currency_mismatch"
          | "status_mismatch"
          | "reversed_by_sender"
          | "duplicate_ours"
          | "duplicate_theirs"
          | "timing"
          | "attribution_diff"
          | "locked_period"
          | "unparsable";
        /** @description Only rows with this `state`. */
        state?: "matched" | "open" | "applied" | "left" | "undone" | "closed";
        /** @description The person it is assigned to. */
        owner?: string;
        /** @description The proposed action. */
        proposed?:
          "none" | "wait" | "set" | "absorb" | "create" | "reject" | "person";
        /** @description Tier of the rule that matched. */
        tier?: "1" | "2" | "3" | "4" | "5";
        /** @description Only rows with this `rule`. */
        rule?: string;
        /** @description Id of the conversion. */
        conversion_id?: string;
      };
      header?: never;
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Break"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReconciliationsByIdMatches: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Class of the break, such as `missing_ours`. */
        class?:
          | "missing_ours"
          | "missing_theirs"
          | "amount_mismatch"
          | "currency_mismatch"
          | "status_mismatch"
          | "reversed_by_sender"
          | "duplicate_ours"
          | "duplicate_theirs"
          | "timing"
          | "attribution_diff"
          | "locked_period"
          | "unparsable";
        /** @description Only rows with this `state`. */
        state?: "matched" | "open" | "applied" | "left" | "undone" | "closed";
        /** @description The person it is assigned to. */
        owner?: string;
        /** @description The proposed action. */
        proposed?:
          "none" | "wait" | "set" | "absorb" | "create" | "reject" | "person";
        /** @description Tier of the rule that matched. */
        tier?: "1" | "2" | "3" | "4" | "5";
        /** @description Only rows with this `rule`. */
        rule?: string;
        /** @description Id of the conversion. */
        conversion_id?: string;
      };
      header?: never;
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Break"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReconciliationsByIdBreaksByKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the reconciliation. */
        id: string;
        /** @description Id of the break. */
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Break"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changeReconciliationsByIdBreaksByKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the reconciliation. */
        id: string;
        /** @description Id of the break. */
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          owner?: string | null;
          note?: string | null;
          /** @enum {string} */
          state?: "left" | "open";
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Break"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postReconciliationsByIdFrame: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          offset_minutes?: number;
          money_divisor?: 1 | 100;
          /** @enum {string} */
          basis?: "revenue" | "amount" | "payout";
          currency?: string;
        };
      };
    };
    responses: {
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConfirmedFrame"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["InFlightOrIdempotencyConflict"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postReconciliationsByIdMatch: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          row_no: number;
          conversion_id: string | null;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Break"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAdvertisersByIdTolerance: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Tolerance"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceAdvertisersByIdTolerance: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if it is still as it was with this `ETag`; several are separated by commas, and `*` is any. */
        "If-Match"?: string;
      };
      path: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          row_amount?: string;
          row_percent?: string;
          statement_amount?: string;
          statement_percent?: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Tolerance"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      412: components["responses"]["StaleVersion412"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReconciliationsMissing: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "position"
          | "-position"
          | "month"
          | "-month"
          | "name"
          | "-name"
          | "advertiser_id"
          | "-advertiser_id";
        /** @description Part of a name, email, external id or slug; case is ignored. */
        q?: string;
        /** @description How many past months to look at, at most 12. */
        months?:
          | "1"
          | "2"
          | "3"
          | "4"
          | "5"
          | "6"
          | "7"
          | "8"
          | "9"
          | "10"
          | "11"
          | "12";
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Only rows with this `currency`. */
        currency?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["MissingStatement"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReconciliationsByIdReport: {
    parameters: {
      query?: {
        /** @description Only rows with this `format`. */
        format?: "json" | "html";
      };
      header?: never;
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReconciliationReport"];
          "text/html": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["NotMatched"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postReconciliationsByIdApply: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          break_ids?: "all" | string[];
          classes?: (
            | "missing_ours"
            | "missing_theirs"
            | "amount_mismatch"
            | "currency_mismatch"
            | "status_mismatch"
            | "reversed_by_sender"
            | "duplicate_ours"
            | "duplicate_theirs"
            | "timing"
            | "attribution_diff"
            | "locked_period"
            | "unparsable"
          )[];
          actions?: {
            [key: string]:
              | ("set" | "absorb" | "create" | "reject" | "wait")
              | {
                  /** @enum {string} */
                  action: "set" | "absorb" | "create" | "reject" | "wait";
                  affiliate_id?: number;
                  campaign_id?: number;
                  link_id?: number;
                };
          };
          reason?: string | null;
          dry_run?: boolean;
          as_task?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AppliedBatch"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostReconciliationsByIdApply409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postReconciliationsByIdUndo: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          batch_id?: string;
          reason?: string | null;
          dry_run?: boolean;
          as_task?: boolean;
        } | null;
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UndoneBatch"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostReconciliationsByIdUndo409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReconciliationsByIdBatches: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "id" | "-id" | "requested_at" | "-requested_at";
        /** @description Only rows with this `state`. */
        state?: "applying" | "applied" | "undoing" | "undone";
        /** @description Only rows with this `requested_by`. */
        requested_by?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Batch"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getReconciliationsByIdActions: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "batch_id" | "-batch_id";
        /** @description Only rows with this `batch_id`. */
        batch_id?: string;
        /** @description Id of the conversion. */
        conversion_id?: string;
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Only rows with this `entry_id`. */
        entry_id?: string;
        /** @description Only rows with this `action`. */
        action?: string;
        /** @description Only rows with this `result`. */
        result?: string;
        /** @description Only rows with this `undone`. */
        undone?: boolean;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the reconciliation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Action"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getImports: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "matched_at"
          | "-matched_at";
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: number | string;
        /** @description Only rows with this `statement_id`. */
        statement_id?: string;
        /** @description Only rows with this `previous_id`. */
        previous_id?: string;
        /** @description Only rows with this `status`. */
        status?: "matching" | "review" | "applied" | "undone" | "failed";
        /** @description Only rows with this `mapping_confirmed`. */
        mapping_confirmed?: boolean;
        /** @description Only rows with this `frame_confirmed`. */
        frame_confirmed?: boolean;
        /** @description Only rows with this `created_by`. */
        created_by?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Reconciliation"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postImports: {
    parameters: {
      query?: {
        /** @description Id of the advertiser, or `external_id:` and its external id. */
        advertiser_id?: string;
        /** @description Time zone of times without an offset, such as `Europe/Berlin`. */
        timezone?: string;
        /** @description A mapping as JSON. */
        mapping?: string;
        /** @description Name of the file. */
        file_name?: string;
      };
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      400: components["responses"]["PostImports400"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["IdempotencyConflictOrInFlight"];
      413: components["responses"]["TooLarge"];
      422: components["responses"]["UnknownReferenceOrInvalidRequest"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getImportsById: {
    parameters: {
      query?: never;
      header?: {
        /** @description Only if its `ETag` is not this one; otherwise 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the import. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      /** @description OK. */
      304: {
        headers: {
          /** @description Names what is shown; a change takes it as `If-Match`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postImportsByIdMapping: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the import. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          mapping?: {
            /** @enum {string} */
            format?: "csv" | "json" | "ndjson";
            /** @enum {string} */
            encoding?:
              | "utf-8"
              | "utf-16le"
              | "utf-16be"
              | "windows-1251"
              | "windows-1252";
            delimiter?: string;
            has_header?: boolean;
            header_row?: number;
            columns?: {
              click_id?: string;
              order_id?: string;
              conversion_id?: string;
              customer_id?: string;
              goal?: string;
              campaign?: string;
              affiliate?: string;
              link?: string;
              status?: string;
              amount?: string;
              revenue?: string;
              payout?: string;
              currency?: string;
              occurred_at?: string;
              reason?: string;
            };
            time_column?: string | null;
            decimal_comma?: boolean;
            /** @enum {string} */
            date_order?: "ymd" | "dmy" | "mdy";
            status_map?: {
              [key: string]: string;
            };
            currency?: string;
            default_status?: string;
            ended?: {
              [key: string]: "rejected" | "reversed";
            };
          };
        } | null;
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostImportsByIdMapping409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getImportsByIdRows: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "row_no" | "-row_no";
        /** @description With `true`, only rows that could not be read. */
        problems?: boolean;
        /** @description Only rows with this `problem`. */
        problem?: string;
        /** @description The click that it is about. */
        click_id?: string;
        /** @description The advertiser's order. */
        order_id?: string;
        /** @description Id of the conversion. */
        conversion_id?: string;
        /** @description The advertiser's id of the customer. */
        customer_id?: string;
        /** @description Key of the goal. */
        goal?: string;
        /** @description Only rows with this `campaign`. */
        campaign?: string;
        /** @description Only rows with this `affiliate`. */
        affiliate?: string;
        /** @description Only rows with this `link`. */
        link?: string;
        /** @description Only rows with this `status`. */
        status?: string;
        /** @description Only rows with this `raw_status`. */
        raw_status?: string;
        /** @description Only rows with this `currency`. */
        currency?: string;
      };
      header?: never;
      path: {
        /** @description Id of the import. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["StatementRow"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postImportsByIdApply: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the import. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          break_ids?: "all" | string[];
          classes?: (
            | "missing_ours"
            | "missing_theirs"
            | "amount_mismatch"
            | "currency_mismatch"
            | "status_mismatch"
            | "reversed_by_sender"
            | "duplicate_ours"
            | "duplicate_theirs"
            | "timing"
            | "attribution_diff"
            | "locked_period"
            | "unparsable"
          )[];
          actions?: {
            [key: string]:
              | ("set" | "absorb" | "create" | "reject" | "wait")
              | {
                  /** @enum {string} */
                  action: "set" | "absorb" | "create" | "reject" | "wait";
                  affiliate_id?: number;
                  campaign_id?: number;
                  link_id?: number;
                };
          };
          reason?: string | null;
          dry_run?: boolean;
          as_task?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AppliedBatch"];
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AppliedBatch"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostImportsByIdApply409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  postImportsByIdUndo: {
    parameters: {
      query?: never;
      header?: {
        /** @description Executes the request once: for 24 hours, the same key and body get the same answer, with `Idempotency-Replayed: true`. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the import. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          batch_id?: string;
          reason?: string | null;
          dry_run?: boolean;
          as_task?: boolean;
        } | null;
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UndoneBatch"];
        };
      };
      /** @description Accepted: a task does the work. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UndoneBatch"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScopeOrWrongOrigin"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["PostImportsByIdUndo409"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getImportsByIdBatches: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "id" | "-id" | "requested_at" | "-requested_at";
        /** @description Only rows with this `state`. */
        state?: "applying" | "applied" | "undoing" | "undone";
        /** @description Only rows with this `requested_by`. */
        requested_by?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the import. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Batch"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getImportsByIdActions: {
    parameters: {
      query?: {
        /** @description Maximum number of rows, from 1 to 500; 50 if left out. */
        limit?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: string;
        /** @description Field to sort by; with `-` in front, largest first. */
        sort?: "batch_id" | "-batch_id";
        /** @description Only rows with this `batch_id`. */
        batch_id?: string;
        /** @description Id of the conversion. */
        conversion_id?: string;
        /** @description Id of the campaign, or `external_id:` and its external id. */
        campaign_id?: number | string;
        /** @description Only rows with this `entry_id`. */
        entry_id?: string;
        /** @description Only rows with this `action`. */
        action?: string;
        /** @description Only rows with this `result`. */
        result?: string;
        /** @description Only rows with this `undone`. */
        undone?: boolean;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        from?: string;
        /** @description An RFC 3339 time, or a day: its start in the caller's zone. */
        to?: string;
      };
      header?: never;
      path: {
        /** @description Id of the import. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Action"][];
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
          };
          "text/csv": string;
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["InvalidLimitOrInvalidCursor"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["MissingScope"];
      404: components["responses"]["NotFound"];
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getOpenapiJson: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            [key: string]: unknown;
          };
        };
      };
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getDocs: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/html": string;
        };
      };
      422: components["responses"]["InvalidRequest"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
}
