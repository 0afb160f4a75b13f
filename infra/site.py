"""The Passport site: its pages, below ``/api`` the search, and what signed-in people call, under one address."""

from collections.abc import Mapping
from pathlib import Path

from aws_cdk import Acknowledgment, CfnOutput, Duration, Fn, Validations
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk.aws_route53_targets import CloudFrontTarget
from constructs import Construct

from cmehub.api.versions import VERSION_HEADER
from infra.api import Api
from infra.emulator_port import EmulatorPort
from infra.own_names import Record, add_record, host_of
from infra.site_headers import CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY, signed_in_policy
from infra.target import Target

_PATHS = Path(__file__).with_name("site_paths.js")
_FORBIDDEN, _NOT_FOUND = 403, 404
_ANSWERED = ("/api/*", "/activities/*", "/results", "/sitemap*", "/robots.txt")
"""What the search's function answers."""
_PUBLISHED = ("/.well-known/jwks.json", "/v1/status-lists/*", "/v1/boards")
"""What verifiers and forms ask for, and the edge keeps for as long as it says."""
_OF_READERS = ("Accept", "Content-Type", "Content-Encoding", VERSION_HEADER)
_PLACE = ("CloudFront-Viewer-Country", "CloudFront-Viewer-Country-Region")
_REASONS = {
    "CFR1": "The catalogue of activities is for everybody, wherever they are.",
    "CFR2": "Pages are files, and the search only reads; its answers are kept at the edge.",
    "CFR3": "No log is kept of who looks for what: visitors are promised so.",
    "CFR4": "Its own name comes with CloudFront's certificate; a name of the hub's takes TLS 1.2.",
}
_ON_ONE_MACHINE = {"CFR5": "The emulator's calls to itself don't leave the machine."}


class Site(Construct):
    """
    Pages from a private bucket and answers from the search's function; nobody reaches either by another way.

    The API's routes for people who signed in are here too, so that pages ask their own host alone.

    Attributes
    ----------
    urls
        Where browsers find it.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        bucket: s3.Bucket,
        questions: lambda_.Function,
        api: Api,
        asked_by_physicians: tuple[str, s3.Bucket],
        asked_by_contacts: tuple[str, s3.Bucket, s3.Bucket],
        emulator_port: EmulatorPort | None,
    ) -> None:
        super().__init__(scope, construct_id)
        self._target = target
        public = self._headers("Headers", CONTENT_SECURITY_POLICY)
        private = self._signed_in_headers("SignedInHeaders", *asked_by_physicians)
        of_contacts = self._signed_in_headers("ContactHeaders", *asked_by_contacts)
        paths = cloudfront.FunctionAssociation(
            function=cloudfront.Function(
                self,
                "Paths",
                code=cloudfront.FunctionCode.from_inline(_PATHS.read_text()),
                runtime=cloudfront.FunctionRuntime.JS_2_0,
            ),
            event_type=cloudfront.FunctionEventType.VIEWER_REQUEST,
        )
        pages = origins.S3BucketOrigin.with_origin_access_control(bucket)
        calls = _calls(api, emulator_port)
        answers_kept = self._answers_kept()
        answered = self._behavior(_answers(questions, signed=target.has_real_edge), public, paths, answers_kept)
        names, host = target.names, host_of(target.site_url)
        has_name = bool(names.site_certificate)
        distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment="CME Hub Passport",
            domain_names=[host] if has_name else None,
            certificate=acm.Certificate.from_certificate_arn(self, "Certificate", names.site_certificate)
            if has_name
            else None,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021 if has_name else None,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            default_behavior=self._behavior(pages, public, paths),
            additional_behaviors={
                **dict.fromkeys(_ANSWERED, answered),
                "/account*": self._behavior(pages, private, paths),
                "/console*": self._behavior(pages, of_contacts, paths),
                "/licensing*": self._behavior(pages, of_contacts, paths),
                "/shared": self._behavior(pages, private, paths),
                "/v1/shares/*": self._asked_with_place(calls, private, answers_kept),
                "/v1/codes/*": self._asked_each_time(calls, public),
                "/v1/verifications/*": self._asked_each_time(calls, public),
                **dict.fromkeys(_PUBLISHED, self._behavior(calls, public, None, answers_kept)),
                # CloudFront takes the first that fits; so this comes last.
                "/v1/*": self._asked_each_time(calls, private),
            },
            error_responses=[
                cloudfront.ErrorResponse(
                    http_status=_FORBIDDEN, response_http_status=_NOT_FOUND, response_page_path="/404.html"
                )
            ],
        )
        reasons = {**_REASONS, **({} if target.has_real_edge else _ON_ONE_MACHINE)}
        for rule, reason in reasons.items():
            Validations.of(distribution).acknowledge(
                Acknowledgment(id=f"AwsSolutions::AwsSolutions-{rule}", reason=reason)
            )
        domain = distribution.domain_name
        label = Fn.select(0, Fn.split(".", domain))
        self.urls = (
            [f"http://{label}.cloudfront.localhost:{emulator_port.text}"]
            if emulator_port
            else come_back_to(target.site_url, f"https://{domain}")
        )
        CfnOutput(self, "Domain", key="SiteDomain", value=domain)
        if has_name:
            CfnOutput(self, "Url", key="SiteUrl", value=target.site_url)
            zone = CloudFrontTarget.CLOUDFRONT_ZONE_ID
            add_record(self, names, Record("Site", host, "CNAME", domain, zone))

    def _signed_in_headers(
        self, construct_id: str, sign_in_url: str, *buckets: s3.Bucket
    ) -> cloudfront.ResponseHeadersPolicy:
        """Return the headers for people who sign in there and put files into these buckets, and for nobody else."""
        # The emulator has the sign-in and the buckets at one address.
        others = [f"https://{bucket.bucket_regional_domain_name}" for bucket in buckets if self._target.has_real_edge]
        return self._headers(
            construct_id,
            signed_in_policy(sign_in_url, *others),
            {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"},
        )

    def _behavior(
        self,
        origin: cloudfront.IOrigin,
        headers: cloudfront.ResponseHeadersPolicy,
        paths: cloudfront.FunctionAssociation | None,
        kept: cloudfront.CachePolicy | None = None,
    ) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            origin=origin,
            cache_policy=kept,
            viewer_protocol_policy=self._protocol,
            response_headers_policy=headers,
            function_associations=[paths] if paths else [],
        )

    def _asked_each_time(
        self, origin: cloudfront.IOrigin, headers: cloudfront.ResponseHeadersPolicy
    ) -> cloudfront.BehaviorOptions:
        """
        Return how calls of the API are passed on: whole, and never kept.

        A call that is forbidden is answered with the page for files that aren't there. So no call of somebody who
        signed in ever is; systems call the API at its own address.
        """
        return cloudfront.BehaviorOptions(
            origin=origin,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            viewer_protocol_policy=self._protocol,
            response_headers_policy=headers,
        )

    def _asked_with_place(
        self, origin: cloudfront.IOrigin, headers: cloudfront.ResponseHeadersPolicy, kept: cloudfront.CachePolicy
    ) -> cloudfront.BehaviorOptions:
        """
        Return how calls of readers of shares are passed on: with the country and region that CloudFront found.

        CloudFront adds its own headers where a policy names them (AWS's "Add CloudFront request headers"), and no
        policy has them beside all of a browser's but the host, by which API Gateway knows the API. So all are named.
        Accept-Encoding can't be: the policy of what is kept brings it, though answers to a POST are never kept.
        """
        passed_on = cloudfront.OriginRequestPolicy(
            self,
            "WithPlace",
            comment="What readers of shares send, and from where as the edge knows it.",
            header_behavior=cloudfront.OriginRequestHeaderBehavior.allow_list(*_OF_READERS, *_PLACE),
        )
        return cloudfront.BehaviorOptions(
            origin=origin,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=kept,
            origin_request_policy=passed_on,
            viewer_protocol_policy=self._protocol,
            response_headers_policy=headers,
        )

    @property
    def _protocol(self) -> cloudfront.ViewerProtocolPolicy:
        policies = cloudfront.ViewerProtocolPolicy
        return policies.REDIRECT_TO_HTTPS if self._target.has_real_edge else policies.ALLOW_ALL

    def _answers_kept(self) -> cloudfront.CachePolicy:
        return cloudfront.CachePolicy(
            self,
            "Answers",
            comment="Answers are kept for as long as they say, by their whole question.",
            default_ttl=Duration.seconds(0),
            query_string_behavior=cloudfront.CacheQueryStringBehavior.all(),
            enable_accept_encoding_brotli=True,
            enable_accept_encoding_gzip=True,
        )

    def _headers(
        self, construct_id: str, policy: str, others: Mapping[str, str] | None = None
    ) -> cloudfront.ResponseHeadersPolicy:
        return cloudfront.ResponseHeadersPolicy(
            self,
            construct_id,
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                    content_security_policy=policy, override=True
                ),
                content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
                frame_options=cloudfront.ResponseHeadersFrameOptions(
                    frame_option=cloudfront.HeadersFrameOption.DENY, override=True
                ),
                referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                    referrer_policy=cloudfront.HeadersReferrerPolicy.SAME_ORIGIN, override=True
                ),
                strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                    access_control_max_age=Duration.days(365), include_subdomains=True, override=True
                ),
            ),
            custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
                custom_headers=[
                    cloudfront.ResponseCustomHeader(header=name, value=value, override=True)
                    for name, value in {"Permissions-Policy": PERMISSIONS_POLICY, **(others or {})}.items()
                ]
            ),
        )


def come_back_to(site_url: str, given_url: str) -> list[str]:
    """Return the addresses at which people come back from signing in; the setting may be the one that AWS gave."""
    return [site_url] if host_of(site_url).endswith(".cloudfront.net") else [site_url, given_url]


def _calls(api: Api, emulator_port: EmulatorPort | None) -> cloudfront.IOrigin:
    """Return the API as an origin; on one machine it is at the emulator's own address."""
    if emulator_port is None:
        return origins.HttpOrigin(str(api.host), protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY)
    return origins.HttpOrigin(
        "127.0.0.1",
        http_port=emulator_port.number,
        origin_path=api.path,
        protocol_policy=cloudfront.OriginProtocolPolicy.HTTP_ONLY,
    )


def _answers(questions: lambda_.Function, *, signed: bool) -> cloudfront.IOrigin:
    """Return the function as an origin that CloudFront signs its questions to; the emulator's doesn't sign."""
    url = questions.add_function_url(auth_type=lambda_.FunctionUrlAuthType.AWS_IAM)
    if not signed and isinstance(url.node.default_child, lambda_.CfnUrl):
        url.node.default_child.auth_type = "NONE"
    return origins.FunctionUrlOrigin.with_origin_access_control(url)
